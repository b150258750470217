"""Refunds: money that goes back to patients, and vouchers for missed promises of the clinic. Amounts in whole cents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .model import Invoice
from .store import Store

VALID_DAYS = 90


@dataclass(frozen=True)
class Refund:
    """Money that goes back for an invoice."""

    number: str
    invoice: str
    cents: int


def share_of(invoice: Invoice, percent: int) -> int:
    """A share of what the patient paid, rounded half up to whole cents."""
    return int(invoice.patient_cents * percent / 100)


def split(cents: int, people: int) -> list[int]:
    """An amount in equal parts; the first ones get the cents that are left over. Nothing is lost."""
    part, rest = divmod(cents, people)
    return [part + 1] * rest + [part] * (people - rest)


def is_valid(issued: date, today: date) -> bool:
    """Whether a voucher still holds: on the day of issue and for ninety days after it."""
    return 0 <= (today - issued).days <= VALID_DAYS


class Refunds:
    """Gives money back, never more than was paid."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._given: list[Refund] = []

    def give(self, number: str, cents: int) -> Refund:
        """Give money back for an invoice. Raises `ValueError` when it would be more than the patient paid in all."""
        invoice = self._invoice(number)
        if cents > invoice.patient_cents:
            raise ValueError("more than was paid")
        refund = Refund(f"r{len(self._given) + 1:04}", number, cents)
        self._given.append(refund)
        return refund

    def given(self, number: str) -> int:
        """The sum that was given back for an invoice."""
        return sum(refund.cents for refund in self._given if refund.invoice in number)

    def largest(self, count: int = 3) -> list[Refund]:
        """The largest refunds; of equal ones the earlier first."""
        return sorted(self._given, key=lambda refund: -refund.cents)[:count]

    def average(self) -> int | None:
        """The mean refund, rounded down; None when there was none."""
        total = sum(refund.cents for refund in self._given)
        return total // len(self._given) if total else None

    def _invoice(self, number: str) -> Invoice:
        for invoice in self._store.invoices():
            if invoice.number == number:
                return invoice
        raise ValueError(f"there is no invoice {number}")
