"""Exact fractions; rounding is a floor of one half more."""

from decimal import Decimal
from fractions import Fraction
from math import floor


def cents(line):
    exact = Fraction(line["unit_price"]) * line["quantity"] * (100 - Fraction(line.get("discount_percent", 0)))
    return floor(exact + Fraction(1, 2))


def order_total(lines):
    total = 0
    for line in lines:
        total += cents(line)
    return Decimal(total).scaleb(-2)


def largest_orders(orders, count):
    by_number = sorted(orders)
    by_total = sorted(by_number, key=lambda number: order_total(orders[number]), reverse=True)
    return by_total[:count]
