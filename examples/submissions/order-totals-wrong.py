"""A first try: adds up floats, and rounds them at the end."""

from decimal import Decimal


def order_total(lines):
    total = 0.0
    for line in lines:
        price = float(line["unit_price"]) * line["quantity"]
        total += price * (1 - float(line.get("discount_percent", 0)) / 100)
    return Decimal(f"{total:.2f}")


def largest_orders(orders, count):
    ranked = sorted(orders, key=lambda number: order_total(orders[number]), reverse=True)
    return ranked[:count]
