"""Sorts downwards by total and number at once, so that equal totals come backwards."""

from decimal import ROUND_HALF_UP, Decimal


def order_total(lines):
    total = Decimal("0.00")
    for line in lines:
        share = 1 - Decimal(line.get("discount_percent", "0")) / 100
        amount = Decimal(line["unit_price"]) * line["quantity"] * share
        total += amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return total


def largest_orders(orders, count):
    totals = [(order_total(lines), number) for number, lines in orders.items()]
    return [number for _, number in sorted(totals, reverse=True)[:count]]
