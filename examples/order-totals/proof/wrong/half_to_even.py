"""Leaves `quantize` at its default, which sends half a cent to the even digit."""

from decimal import Decimal


def order_total(lines):
    total = Decimal("0.00")
    for line in lines:
        share = 1 - Decimal(line.get("discount_percent", "0")) / 100
        total += (Decimal(line["unit_price"]) * line["quantity"] * share).quantize(Decimal("0.01"))
    return total


def largest_orders(orders, count):
    totals = {number: order_total(lines) for number, lines in orders.items()}
    return sorted(totals, key=lambda number: (-totals[number], number))[:count]
