"""Booking, moving, cancelling: the only place where appointments change."""

from __future__ import annotations

from datetime import datetime, timedelta

from .audit import Audit
from .clock import Clock
from .model import Appointment, Conflict, Invalid, Kind, Span, Status
from .opening import Opening
from .rules import Reason, Request, Surroundings, reasons
from .settings import Settings
from .slots import Slots
from .store import Store

ENDINGS = {
    Status.BOOKED: frozenset({Status.ARRIVED, Status.CANCELLED, Status.MISSED}),
    Status.ARRIVED: frozenset({Status.DONE, Status.CANCELLED}),
}


class Refused(Conflict):
    """A booking that the rules don't allow; `reasons` says why."""

    code = "refused"

    def __init__(self, found: list[Reason]) -> None:
        super().__init__("; ".join(reason.text for reason in found), codes=[reason.code for reason in found])
        self.reasons = found


class Booking:
    """Decides about appointments."""

    def __init__(self, settings: Settings, store: Store, clock: Clock, audit: Audit) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._audit = audit
        self.opening = Opening(settings)
        self.slots = Slots(self.opening, store)
        self._around = Surroundings(settings, self.opening, store)

    def book(
        self, patient_id: str, clinician_id: str, kind: Kind, start: datetime, *, by_desk: bool = False, note: str = ""
    ) -> Appointment:
        """Book a visit. Raises `NotFound` or `Refused`."""
        request = self._request(patient_id, clinician_id, kind, start, by_desk=by_desk)
        self._check(request)
        appointment = Appointment(
            id=f"a{self._store.next_number('appointment'):06}",
            patient_id=patient_id,
            clinician_id=clinician_id,
            kind=kind,
            span=request.span,
            booked_at=request.now,
            note=note.strip(),
        )
        self._store.put_appointment(appointment)
        who = "desk" if by_desk else patient_id
        self._audit.note(who, "booked", appointment.id, start=start.isoformat(), clinician=clinician_id)
        return appointment

    def move(self, appointment_id: str, start: datetime, *, by_desk: bool = False) -> Appointment:
        """Move an open appointment to another time with the same clinician. Raises `NotFound` or `Refused`."""
        old = self._store.appointment(appointment_id)
        if old.status is not Status.BOOKED:
            raise Conflict(f"an appointment that is {old.status.value} can't be moved")
        request = self._request(
            old.patient_id, old.clinician_id, old.kind, start, by_desk=by_desk, replaces=appointment_id
        )
        self._check(request)
        new = old.moved_to(request.span)
        self._store.put_appointment(new)
        self._audit.note("desk" if by_desk else old.patient_id, "moved", new.id, start=start.isoformat())
        return new

    def cancel(self, appointment_id: str, *, by_clinic: bool = False) -> tuple[Appointment, int]:
        """Cancel; returns the appointment and the fee in cents. The clinic never charges for its own cancellation."""
        appointment = self._change(appointment_id, Status.CANCELLED)
        fee = 0 if by_clinic else self.late_fee(appointment)
        who = "clinic" if by_clinic else appointment.patient_id
        self._audit.note(who, "cancelled", appointment.id, fee=fee)
        return appointment, fee

    def late_fee(self, appointment: Appointment) -> int:
        """What cancelling now costs: nothing until the free hours before the start begin."""
        free_until = appointment.span.start - timedelta(hours=self._settings.free_cancellation_hours)
        return 0 if self._clock.now() <= free_until else self._settings.late_fee_cents

    def arrive(self, appointment_id: str) -> Appointment:
        """The patient has come."""
        appointment = self._change(appointment_id, Status.ARRIVED)
        self._audit.note("desk", "arrived", appointment.id)
        return appointment

    def finish(self, appointment_id: str) -> Appointment:
        """The visit is over."""
        appointment = self._change(appointment_id, Status.DONE)
        self._audit.note(appointment.clinician_id, "finished", appointment.id)
        return appointment

    def mark_missed(self, grace_minutes: int = 15) -> list[Appointment]:
        """Mark what nobody came to; an appointment is missed when its start is more than the grace ago."""
        latest = self._clock.now() - timedelta(minutes=grace_minutes)
        missed = []
        for appointment in self._store.appointments():
            if appointment.status is Status.BOOKED and appointment.span.start < latest:
                missed.append(self._change(appointment.id, Status.MISSED))
                self._audit.note("clock", "missed", appointment.id)
        return missed

    def suggestions(self, patient_id: str, kind: Kind, after: datetime, count: int = 3) -> list[tuple[datetime, str]]:
        """The first free places (start, clinician's id) that the rules allow, for a patient."""
        found = []
        for start, clinician in self.slots.next_free(self._store.clinicians(), kind, after):
            request = self._request(patient_id, clinician.id, kind, start)
            if not reasons(request, self._around):
                found.append((start, clinician.id))
            if len(found) == count:
                break
        return found

    def why_not(self, patient_id: str, clinician_id: str, kind: Kind, start: datetime) -> list[Reason]:
        """The reasons against a booking, without booking."""
        return reasons(self._request(patient_id, clinician_id, kind, start), self._around)

    def _request(
        self,
        patient_id: str,
        clinician_id: str,
        kind: Kind,
        start: datetime,
        *,
        by_desk: bool = False,
        replaces: str | None = None,
    ) -> Request:
        if start.second or start.microsecond:
            raise Invalid("appointments start at a full minute")
        return Request(
            patient=self._store.patient(patient_id),
            clinician=self._store.clinician(clinician_id),
            kind=kind,
            span=Span.of(start, kind.minutes),
            now=self._clock.now(),
            replaces=replaces,
            by_desk=by_desk,
        )

    def _check(self, request: Request) -> None:
        found = reasons(request, self._around)
        if found:
            raise Refused(found)

    def _change(self, appointment_id: str, status: Status) -> Appointment:
        old = self._store.appointment(appointment_id)
        if status not in ENDINGS.get(old.status, frozenset()):
            raise Conflict(f"an appointment that is {old.status.value} can't become {status.value}")
        new = old.with_status(status)
        self._store.put_appointment(new)
        return new
