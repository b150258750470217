def pack(bottles, sizes):
    """The fewest box sizes that sum up to bottles, or None."""
    raise NotImplementedError
