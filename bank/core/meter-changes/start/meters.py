"""Readings of a meter."""


def changes(readings):
    """The differences between neighbouring readings, one after the other."""
    raise NotImplementedError
