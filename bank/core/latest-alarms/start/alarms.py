"""Alarms for the screen in the office."""


def latest(alarms, count):
    """The newest alarms, each once, newest first."""
    raise NotImplementedError
