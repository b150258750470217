"""What a stay in the car park costs."""


def fee(minutes: int) -> int:
    """The fee in euros."""
    raise NotImplementedError
