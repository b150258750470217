"""Which reminders are due, by which way, and that none is sent twice or at night."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from . import letters, phone
from .audit import Audit
from .clock import Clock
from .model import Appointment, Invalid, Patient, Status
from .settings import Settings
from .store import Store

Send = Callable[[str, str, str], None]
"""way (`sms` or `mail`), address, text"""


@dataclass(frozen=True)
class Reminder:
    """One message that is to be sent."""

    appointment_id: str
    hours_before: int
    due: datetime
    way: str
    address: str
    text: str

    @property
    def key(self) -> str:
        """What tells it from every other one."""
        return f"{self.appointment_id}/{self.hours_before}/{self.due:%Y%m%d%H%M}"


class Reminders:
    """Plans and sends reminders."""

    def __init__(self, settings: Settings, store: Store, clock: Clock, audit: Audit, sent: Iterable[str] = ()) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._audit = audit
        self._sent = set(sent)

    def due_at(self, appointment: Appointment, hours_before: int) -> datetime:
        """When a reminder goes out: so many hours before, but before the quiet hours if it would fall into them."""
        moment = appointment.span.start - timedelta(hours=hours_before)
        quiet_from, quiet_to = self._settings.quiet_from, self._settings.quiet_to
        if moment.time() >= quiet_from:
            return datetime.combine(moment.date(), quiet_from) - timedelta(minutes=1)
        if moment.time() < quiet_to:
            return datetime.combine(moment.date() - timedelta(days=1), quiet_from) - timedelta(minutes=1)
        return moment

    def pending(self) -> list[Reminder]:
        """Reminders that are due now and were not sent, the most urgent first.

        Of several that are due for one appointment only the last one goes out: nobody wants two at once.
        """
        now = self._clock.now()
        found = []
        for appointment in self._store.appointments():
            if appointment.status is not Status.BOOKED or appointment.span.start <= now:
                continue
            patient = self._store.patient(appointment.patient_id)
            due = [hours for hours in self._settings.reminder_hours if self.due_at(appointment, hours) <= now]
            if not due or not patient.wants_reminders:
                continue
            reminder = self._reminder(appointment, patient, min(due))
            if reminder is not None and reminder.key not in self._sent:
                found.append(reminder)
        return sorted(found, key=lambda reminder: (reminder.due, reminder.appointment_id))

    def send(self, send: Send) -> list[Reminder]:
        """Send what is pending; what fails stays pending, and the others go out all the same."""
        done = []
        for reminder in self.pending():
            try:
                send(reminder.way, reminder.address, reminder.text)
            except OSError as error:
                self._audit.note("reminders", "failed", reminder.appointment_id, error=error)
                continue
            self._sent.add(reminder.key)
            self._audit.note("reminders", "sent", reminder.appointment_id, way=reminder.way)
            done.append(reminder)
        return done

    def _reminder(self, appointment: Appointment, patient: Patient, hours: int) -> Reminder | None:
        way = self._way(patient)
        if way is None:
            return None
        text = letters.text(
            "reminder",
            patient.language,
            name=patient.name,
            day=appointment.span.day,
            time=appointment.span.start,
            clinician=self._store.clinician(appointment.clinician_id).name,
        )
        return Reminder(appointment.id, hours, self.due_at(appointment, hours), *way, text)

    def _way(self, patient: Patient) -> tuple[str, str] | None:
        """A mobile number is better than an address; None when there is neither."""
        try:
            number = phone.normalise(patient.phone, self._settings.country_code)
        except Invalid:
            number = ""
        if number and phone.is_mobile(number, self._settings.country_code):
            return "sms", number
        return ("mail", patient.email) if patient.email else None
