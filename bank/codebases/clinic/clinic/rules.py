"""Why a booking may be refused. Each rule looks at one thing and gives a reason, or None."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from .model import Clinician, Kind, Patient, Span, Status
from .opening import Opening
from .settings import Settings
from .store import Store


@dataclass(frozen=True)
class Request:
    """What somebody wants to book."""

    patient: Patient
    clinician: Clinician
    kind: Kind
    span: Span
    now: datetime
    replaces: str | None = None
    by_desk: bool = False


@dataclass(frozen=True)
class Reason:
    """Why not."""

    code: str
    text: str


@dataclass(frozen=True)
class Surroundings:
    """What rules may look at."""

    settings: Settings
    opening: Opening
    store: Store


Rule = Callable[[Request, Surroundings], Reason | None]


def in_the_future(request: Request, around: Surroundings) -> Reason | None:
    """Patients must leave the clinic some notice; the desk may book up to the present moment."""
    notice = timedelta(0) if request.by_desk else timedelta(minutes=around.settings.notice_minutes)
    if request.span.start < request.now + notice:
        return Reason("too_soon", f"the appointment must be at least {around.settings.notice_minutes} minutes ahead")
    return None


def within_the_horizon(request: Request, around: Surroundings) -> Reason | None:
    """Nobody books further ahead than the clinic plans."""
    last = request.now.date() + timedelta(days=around.settings.horizon_days)
    if request.span.day > last:
        return Reason("too_far", f"appointments can be booked up to {last.isoformat()}")
    return None


def while_open(request: Request, around: Surroundings) -> Reason | None:
    """The clinic must be open from the beginning to the end."""
    if not around.opening.covers(request.span):
        return Reason("closed", "the clinic isn't open at that time")
    return None


def clinician_takes_it(request: Request, around: Surroundings) -> Reason | None:
    """Not every clinician takes each kind of visit on each day."""
    if not request.clinician.takes(request.kind, request.span.day):
        return Reason("not_offered", f"{request.clinician.name} doesn't take a {request.kind.value} on that day")
    return None


def place_is_free(request: Request, around: Surroundings) -> Reason | None:
    """No open appointment of the clinician may overlap."""
    for other in around.store.of_clinician(request.clinician.id, request.span.day):
        if other.id != request.replaces and other.status.is_open and other.span.overlaps(request.span):
            return Reason("taken", "that time is taken")
    return None


def patient_is_free(request: Request, around: Surroundings) -> Reason | None:
    """Nobody can be in two rooms at once."""
    for other in around.store.of_patient(request.patient.id):
        if other.id != request.replaces and other.status.is_open and other.span.overlaps(request.span):
            return Reason("double", "the patient has another appointment at that time")
    return None


def not_too_many(request: Request, around: Surroundings) -> Reason | None:
    """A patient has a few open appointments only, unless the desk books."""
    if request.by_desk:
        return None
    own = around.store.of_patient(request.patient.id)
    count = sum(1 for other in own if other.status.is_open and other.id != request.replaces)
    if count >= around.settings.most_open_per_patient:
        return Reason("too_many", f"the patient has {count} open appointments already")
    return None


def keeps_appointments(request: Request, around: Surroundings) -> Reason | None:
    """Who missed several appointments lately books at the desk."""
    if request.by_desk:
        return None
    since = request.now - timedelta(days=around.settings.missed_within_days)
    own = around.store.of_patient(request.patient.id)
    missed = sum(1 for other in own if other.status is Status.MISSED and other.span.start >= since)
    if missed >= around.settings.most_missed:
        return Reason("missed", f"the patient missed {missed} appointments; please call the desk")
    return None


RULES: tuple[Rule, ...] = (
    in_the_future,
    within_the_horizon,
    while_open,
    clinician_takes_it,
    place_is_free,
    patient_is_free,
    not_too_many,
    keeps_appointments,
)


def reasons(request: Request, around: Surroundings, rules: tuple[Rule, ...] = RULES) -> list[Reason]:
    """All reasons against a booking, in the order of the rules."""
    found = (rule(request, around) for rule in rules)
    return [reason for reason in found if reason is not None]
