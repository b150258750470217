"""A small class per line and a heap for the largest."""

import heapq
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

MONEY = Context(prec=40, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Line:
    quantity: int
    unit_price: Decimal
    discount_percent: Decimal

    @classmethod
    def read(cls, entry):
        discount = Decimal(entry.get("discount_percent") or "0")
        return cls(entry["quantity"], Decimal(entry["unit_price"]), discount)

    @property
    def amount(self):
        gross = self.unit_price * self.quantity
        net = gross - gross * self.discount_percent / Decimal(100)
        return net.quantize(Decimal("1.00"), context=MONEY)


def order_total(lines):
    total = Decimal("0.00")
    for entry in lines:
        total = total + Line.read(entry).amount
    return total


def largest_orders(orders, count):
    ranked = ((-order_total(lines), number) for number, lines in orders.items())
    return [number for _, number in heapq.nsmallest(count, ranked)]
