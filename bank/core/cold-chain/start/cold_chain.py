"""Temperatures of a transport."""


class Transport:
    """A transport that must stay cold."""
