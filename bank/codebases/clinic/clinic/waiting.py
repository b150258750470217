"""The waiting list: who gets a place that became free."""

from __future__ import annotations

from datetime import date, datetime

from .audit import Audit
from .booking import Booking, Refused
from .clock import Clock, today
from .model import Appointment, Invalid, Kind, Span, Wish
from .store import Store


class WaitingList:
    """Patients who wait for an earlier place."""

    def __init__(self, store: Store, booking: Booking, clock: Clock, audit: Audit) -> None:
        self._store = store
        self._booking = booking
        self._clock = clock
        self._audit = audit

    def join(
        self,
        patient_id: str,
        kind: Kind,
        earliest: date,
        latest: date,
        *,
        urgent: bool = False,
        clinician_id: str | None = None,
    ) -> Wish:
        """Put a patient on the list. Raises `NotFound` or `Invalid`."""
        self._store.patient(patient_id)
        if latest < earliest:
            raise Invalid("the last day comes before the first")
        if latest < today(self._clock):
            raise Invalid("the last day is over")
        number = self._store.next_number("wish")
        wish = Wish(f"w{number:05}", patient_id, kind, self._clock.now(), earliest, latest, urgent, clinician_id)
        self._store.put_wish(wish)
        self._audit.note(patient_id, "waits", wish.id, kind=kind.value, urgent=urgent)
        return wish

    def leave(self, wish_id: str) -> None:
        """Take a wish off the list."""
        self._store.drop_wish(wish_id)
        self._audit.note("desk", "waits no longer", wish_id)

    def ranked(self) -> list[Wish]:
        """Urgent wishes first, then those that wait longest."""
        return sorted(self._store.wishes(), key=lambda wish: (not wish.urgent, wish.since, wish.id))

    def candidates(self, span: Span, clinician_id: str) -> list[Wish]:
        """Wishes that a free place fits, in the order in which they are asked."""
        clinician = self._store.clinician(clinician_id)
        return [
            wish
            for wish in self.ranked()
            if wish.fits(span, clinician_id) and clinician.takes(wish.kind, span.day)
        ]

    def fill(self, span: Span, clinician_id: str) -> list[Appointment]:
        """Give a free place away: to as many waiting patients as fit one after another.

        A patient for whom the rules refuse the place keeps their wish, and the next one is asked.
        """
        booked = []
        start = span.start
        waiting = self.candidates(span, clinician_id)
        while start < span.end:
            appointment = self._first_that_fits(waiting, start, span.end, clinician_id)
            if appointment is None:
                break
            booked.append(appointment)
            start = appointment.span.end
        return booked

    def drop_expired(self) -> list[Wish]:
        """Take wishes off whose last day is over."""
        expired = [wish for wish in self._store.wishes() if wish.latest < today(self._clock)]
        for wish in expired:
            self._store.drop_wish(wish.id)
            self._audit.note("clock", "expired", wish.id)
        return expired

    def _first_that_fits(
        self, waiting: list[Wish], start: datetime, end: datetime, clinician_id: str
    ) -> Appointment | None:
        for wish in list(waiting):
            if Span.of(start, wish.kind.minutes).end > end:
                continue
            try:
                appointment = self._booking.book(wish.patient_id, clinician_id, wish.kind, start, by_desk=True)
            except Refused:
                continue
            waiting.remove(wish)
            self._store.drop_wish(wish.id)
            return appointment
        return None
