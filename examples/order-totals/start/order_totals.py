"""Totals of the shop's orders, exact to the cent."""

from decimal import Decimal


def order_total(lines: list[dict]) -> Decimal:
    """The sum of an order's lines, each rounded to the cent, half a cent up."""
    raise NotImplementedError


def largest_orders(orders: dict[str, list[dict]], count: int) -> list[str]:
    """The numbers of the orders with the highest totals, highest first."""
    raise NotImplementedError
