def install_order(needs):
    """The packages, each after those that it needs."""
    raise NotImplementedError
