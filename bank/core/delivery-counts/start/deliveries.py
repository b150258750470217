"""Deliveries of one day."""


def totals(deliveries: list[tuple[str, int]]) -> dict[str, int]:
    """Pieces by article, in the order in which the articles first came."""
    raise NotImplementedError


def largest(deliveries: list[tuple[str, int]], count: int) -> list[str]:
    """The articles of which most came, most first."""
    raise NotImplementedError
