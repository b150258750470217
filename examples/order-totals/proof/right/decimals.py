"""Decimals all the way, one line at a time."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def line_amount(line):
    share = 1 - Decimal(line.get("discount_percent", "0")) / 100
    amount = Decimal(line["unit_price"]) * line["quantity"] * share
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def order_total(lines):
    return sum((line_amount(line) for line in lines), Decimal("0.00"))


def largest_orders(orders, count):
    totals = {number: order_total(lines) for number, lines in orders.items()}
    return sorted(totals, key=lambda number: (-totals[number], number))[:count]
