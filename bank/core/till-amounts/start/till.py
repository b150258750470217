"""Amounts as the tills send them."""


def to_{{small}}(text: str) -> int:
    """The amount in {{small}}."""
    raise NotImplementedError
