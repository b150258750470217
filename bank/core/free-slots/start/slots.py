"""Free times in a day of appointments."""


def free_slots(booked, opens, closes, minutes=30):
    """Free times as pairs of start and end, in minutes after midnight."""
    raise NotImplementedError
