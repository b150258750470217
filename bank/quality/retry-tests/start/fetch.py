"""Asks a server, and tries again when it makes sense."""


def fetch(get, sleep, tries=3):
    """The text that `get()` returns; see the brief."""
    raise NotImplementedError
