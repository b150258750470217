"""The submission room's half of the hooks: it applies what a test changed, and tells what the submission did."""
