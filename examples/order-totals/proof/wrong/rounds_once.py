"""Adds the exact amounts and rounds the sum only."""

from decimal import ROUND_HALF_UP, Decimal


def order_total(lines):
    total = Decimal(0)
    for line in lines:
        share = 1 - Decimal(line.get("discount_percent", "0")) / 100
        total += Decimal(line["unit_price"]) * line["quantity"] * share
    return total.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def largest_orders(orders, count):
    totals = {number: order_total(lines) for number, lines in orders.items()}
    return sorted(totals, key=lambda number: (-totals[number], number))[:count]
