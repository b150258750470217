def first_broken(low, high, is_broken):
    """The number of the first broken build from low to high, or None."""
    raise NotImplementedError
