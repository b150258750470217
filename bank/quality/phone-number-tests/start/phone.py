"""Telephone numbers in one form."""


def normalise(text: str) -> str:
    """A number as `+` and digits; see the brief. Raises `ValueError`."""
    raise NotImplementedError
