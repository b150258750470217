def first_after(times, moment):
    """The place of the first element after a moment."""
