"""Recalls a patient's prescription when it is nearly used up."""


def due(patients, now, send, days=7):
    """Send what is due; see the brief."""
    raise NotImplementedError
