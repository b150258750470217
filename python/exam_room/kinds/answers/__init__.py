"""Structured claims in `answers.toml`, for the kinds `analyse`, `quiz` and `secure`."""
