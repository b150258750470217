"""Invoices: written once for a finished visit, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from . import tariff
from .audit import Audit
from .clock import Clock, today
from .model import Appointment, Conflict, Invoice, Line, Status
from .settings import Settings
from .store import Store


class Billing:
    """Writes invoices."""

    def __init__(self, settings: Settings, store: Store, clock: Clock, audit: Audit) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._audit = audit

    def invoice(self, appointment_id: str, extras: Iterable[Line] = ()) -> Invoice:
        """The invoice of a finished visit. Raises `Conflict` when it isn't finished or was invoiced before."""
        appointment = self._store.appointment(appointment_id)
        if appointment.status is not Status.DONE:
            raise Conflict(f"a visit that is {appointment.status.value} can't be invoiced")
        self._refuse_second(appointment)
        patient = self._store.patient(appointment.patient_id)
        day = appointment.span.day
        lines = [
            Line(appointment.kind.value, tariff.price(appointment.kind, day)),
            *tariff.surcharges(appointment.kind, patient, day, day.weekday() >= 5),
            *extras,
        ]
        insured = tariff.insured_cents(lines, patient.insurance, appointment.kind)
        return self._write(appointment, lines, insured)

    def late_fee(self, appointment_id: str, cents: int) -> Invoice | None:
        """The invoice of a late cancellation; None when there is nothing to pay. No insurance pays that."""
        if cents <= 0:
            return None
        appointment = self._store.appointment(appointment_id)
        self._refuse_second(appointment)
        return self._write(appointment, [Line("late cancellation", cents, covered=False)], 0)

    def open_balance(self, patient_id: str, paid: dict[str, int]) -> int:
        """What a patient still owes, in cents; `paid` is the sum that was paid by invoice number."""
        own = (invoice for invoice in self._store.invoices() if invoice.patient_id == patient_id)
        return sum(max(0, invoice.patient_cents - paid.get(invoice.number, 0)) for invoice in own)

    def takings(self, first: date, last: date) -> dict[str, int]:
        """Cents by who pays, of invoices issued from `first` to `last`, both included."""
        issued = [invoice for invoice in self._store.invoices() if first <= invoice.issued <= last]
        return {
            "insurance": sum(invoice.insurance_cents for invoice in issued),
            "patients": sum(invoice.patient_cents for invoice in issued),
        }

    def _refuse_second(self, appointment: Appointment) -> None:
        if any(invoice.appointment_id == appointment.id for invoice in self._store.invoices()):
            raise Conflict(f"there is an invoice for {appointment.id} already")

    def _write(self, appointment: Appointment, lines: list[Line], insured: int) -> Invoice:
        day = today(self._clock)
        number = f"{day.year}-{self._store.next_number(f'invoice {day.year}'):05}"
        total = sum(line.cents for line in lines)
        invoice = Invoice(number, appointment.patient_id, appointment.id, day, tuple(lines), insured, total - insured)
        self._store.put_invoice(invoice)
        self._audit.note("billing", "invoiced", invoice.number, cents=total)
        return invoice


def text(invoice: Invoice) -> str:
    """An invoice as plain text, amounts right-aligned."""
    width = max(len(line.text) for line in invoice.lines)
    rows = [f"{line.text:<{width}} {euros(line.cents):>12}" for line in invoice.lines]
    rows.append("-" * (width + 13))
    for name, cents in (("total", invoice.total_cents), ("insurance", -invoice.insurance_cents), ("you pay", invoice.patient_cents)):
        rows.append(f"{name:<{width}} {euros(cents):>12}")
    return "\n".join([f"Invoice {invoice.number}, {invoice.issued.isoformat()}", *rows])


def euros(cents: int) -> str:
    """An amount such as `-1,234.50`."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole:,}.{rest:02}"
