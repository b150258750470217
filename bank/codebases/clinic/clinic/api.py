"""Requests as plain dictionaries, answers as plain dictionaries: what the web page and the desk's program talk to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from .access import Forbidden, User
from .audit import Audit
from .billing import Billing
from .booking import Booking
from .clock import Clock
from .model import Appointment, ClinicError, Invalid, Kind, Patient
from .reports import Reports
from .search import Search
from .settings import Settings
from .store import Store
from .waiting import WaitingList

STATUS = {"not_found": 404, "conflict": 409, "refused": 409, "invalid": 422, "forbidden": 403}


class Api:
    """Answers requests; each action is a method `do_<action>`."""

    def __init__(self, settings: Settings, store: Store, clock: Clock, audit: Audit) -> None:
        self._store = store
        self._clock = clock
        self.booking = Booking(settings, store, clock, audit)
        self.waiting = WaitingList(store, self.booking, clock, audit)
        self.billing = Billing(settings, store, clock, audit)
        self.search = Search(store)
        self.reports = Reports(store, self.booking.opening, self.booking.slots)

    def handle(self, user: User, action: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """The status and the answer. Errors of the clinic become answers, others are the program's own fault."""
        method: Callable[[User, dict[str, Any]], dict[str, Any]] | None = getattr(self, f"do_{action}", None)
        if method is None or not action.isidentifier():
            return 404, {"error": "not_found", "text": f"there is no action `{action}`"}
        try:
            return 200, method(user, body)
        except ClinicError as error:
            answer = {"error": error.code, "text": str(error)}
            if error.details:
                answer["details"] = {key: value for key, value in error.details.items()}
            return STATUS.get(error.code, 400), answer

    def do_book(self, user: User, body: dict[str, Any]) -> dict[str, Any]:
        """Book: `patient`, `clinician`, `kind`, `start`; patients book for themselves only."""
        user.require("book")
        patient_id = _text(body, "patient")
        by_desk = user.role == "desk"
        if not by_desk and patient_id != user.person_id:
            raise Forbidden("patients book for themselves")
        appointment = self.booking.book(
            patient_id, _text(body, "clinician"), _kind(body), _moment(body, "start"), by_desk=by_desk, note=body.get("note", "")
        )
        return {"appointment": shown(appointment)}

    def do_move(self, user: User, body: dict[str, Any]) -> dict[str, Any]:
        """Move: `appointment`, `start`."""
        appointment = self._store.appointment(_text(body, "appointment"))
        user.require("move", appointment.patient_id)
        moved = self.booking.move(appointment.id, _moment(body, "start"), by_desk=user.role == "desk")
        return {"appointment": shown(moved)}

    def do_cancel(self, user: User, body: dict[str, Any]) -> dict[str, Any]:
        """Cancel: `appointment`. The place goes to the waiting list; a late fee is invoiced."""
        appointment = self._store.appointment(_text(body, "appointment"))
        user.require("cancel", appointment.patient_id)
        cancelled, fee = self.booking.cancel(appointment.id, by_clinic=False)
        invoice = self.billing.late_fee(cancelled.id, fee)
        filled = []
        if cancelled.span.start > self._clock.now():
            filled = self.waiting.fill(cancelled.span, cancelled.clinician_id)
        return {
            "appointment": shown(cancelled),
            "fee": fee,
            "invoice": None if invoice is None else invoice.number,
            "given_to": [each.patient_id for each in filled],
        }

    def do_mine(self, user: User, body: dict[str, Any]) -> dict[str, Any]:
        """One's own appointments that are still open."""
        user.require("see", user.person_id)
        own = self._store.of_patient(user.person_id)
        return {"appointments": [shown(each) for each in own if each.status.is_open]}

    def do_free(self, user: User, body: dict[str, Any]) -> dict[str, Any]:
        """The next free places: `kind`, and `after` when it isn't now."""
        user.require("book")
        after = _moment(body, "after") if "after" in body else self._clock.now()
        patient_id = user.person_id if user.role == "patient" else _text(body, "patient")
        found = self.booking.suggestions(patient_id, _kind(body), after, int(body.get("count", 3)))
        return {"places": [{"start": start.isoformat(), "clinician": clinician} for start, clinician in found]}

    def do_wait(self, user: User, body: dict[str, Any]) -> dict[str, Any]:
        """Join the waiting list: `kind`, `earliest`, `latest`."""
        user.require("wait")
        patient_id = user.person_id if user.role == "patient" else _text(body, "patient")
        urgent = bool(body.get("urgent", False)) and user.role == "desk"
        wish = self.waiting.join(
            patient_id, _kind(body), _day(body, "earliest"), _day(body, "latest"), urgent=urgent, clinician_id=body.get("clinician")
        )
        return {"wish": wish.id}

    def do_find(self, user: User, body: dict[str, Any]) -> dict[str, Any]:
        """Find patients: `query`."""
        user.require("search")
        return {"patients": [shown_patient(each, user) for each in self.search.find(_text(body, "query"))]}

    def do_report(self, user: User, body: dict[str, Any]) -> dict[str, Any]:
        """Figures of `first` to `last`."""
        user.require("report")
        first, last = _day(body, "first"), _day(body, "last")
        rate = self.reports.missed_rate(first, last)
        return {
            "missed_percent": rate.percent,
            "by_weekday": self.reports.by_weekday(first, last),
            "utilisation": self.reports.utilisation(first, last),
        }


def shown(appointment: Appointment) -> dict[str, Any]:
    """What an answer tells of an appointment."""
    return {
        "id": appointment.id,
        "clinician": appointment.clinician_id,
        "kind": appointment.kind.value,
        "start": appointment.span.start.isoformat(),
        "end": appointment.span.end.isoformat(),
        "status": appointment.status.value,
    }


def shown_patient(patient: Patient, user: User) -> dict[str, Any]:
    """What an answer tells of a patient: the desk needs the telephone number, others don't."""
    told = {"id": patient.id, "name": patient.name, "born": patient.born.isoformat()}
    if user.role == "desk":
        told["phone"] = patient.phone
    return told


def _text(body: dict[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Invalid(f"`{key}` is missing")
    return value.strip()


def _kind(body: dict[str, Any]) -> Kind:
    text = _text(body, "kind")
    try:
        return Kind(text)
    except ValueError:
        raise Invalid(f"there is no kind `{text}`") from None


def _moment(body: dict[str, Any], key: str) -> datetime:
    text = _text(body, key)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(f"`{key}`: `{text}` is no time") from None
    if moment.tzinfo is not None:
        raise Invalid(f"`{key}`: times are local, without a zone")
    return moment


def _day(body: dict[str, Any], key: str) -> date:
    text = _text(body, key)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(f"`{key}`: `{text}` is no day") from None
