"""Order numbers in letters from customers."""


def order_numbers(text: str) -> list[str]:
    """All order numbers of a text, in its order."""
    raise NotImplementedError
