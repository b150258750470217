"""Values of the clinic. All are frozen: who changes one makes a new one."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta


class ClinicError(Exception):
    """Anything that the clinic refuses; `code` is stable, the text is for people."""

    code = "refused"

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.details = details


class NotFound(ClinicError):
    """There is no such thing."""

    code = "not_found"


class Conflict(ClinicError):
    """It collides with something that is there already."""

    code = "conflict"


class Invalid(ClinicError):
    """The request makes no sense."""

    code = "invalid"


class Status(enum.Enum):
    """What became of an appointment."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    DONE = "done"
    CANCELLED = "cancelled"
    MISSED = "missed"

    @property
    def is_open(self) -> bool:
        """Whether the place is taken by it."""
        return self in (Status.BOOKED, Status.ARRIVED)


class Kind(enum.Enum):
    """What a visit is for."""

    CHECK = "check"
    FOLLOW_UP = "follow-up"
    VACCINATION = "vaccination"
    PROCEDURE = "procedure"

    @property
    def minutes(self) -> int:
        """How long a visit of this kind is planned."""
        return {Kind.CHECK: 20, Kind.FOLLOW_UP: 10, Kind.VACCINATION: 10, Kind.PROCEDURE: 60}[self]


class Insurance(enum.Enum):
    """Who pays."""

    PUBLIC = "public"
    PRIVATE = "private"
    NONE = "none"


@dataclass(frozen=True)
class Patient:
    """A person who comes for treatment."""

    id: str
    name: str
    born: date
    phone: str = ""
    email: str = ""
    insurance: Insurance = Insurance.PUBLIC
    wants_reminders: bool = True
    language: str = "en"

    def age_on(self, day: date) -> int:
        """Full years on that day."""
        had_birthday = (day.month, day.day) >= (self.born.month, self.born.day)
        return day.year - self.born.year - (0 if had_birthday else 1)


@dataclass(frozen=True)
class Clinician:
    """A doctor or nurse; `kinds` are the visits that they take."""

    id: str
    name: str
    kinds: frozenset[Kind] = frozenset(Kind)
    weekdays: frozenset[int] = frozenset(range(5))

    def takes(self, kind: Kind, day: date) -> bool:
        """Whether they take such a visit on that day of the week."""
        return kind in self.kinds and day.weekday() in self.weekdays


@dataclass(frozen=True, order=True)
class Span:
    """A half-open piece of time: `start` belongs to it, `end` doesn't."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise Invalid(f"a span must end after it starts: {self.start} - {self.end}")

    @classmethod
    def of(cls, start: datetime, minutes: int) -> Span:
        """The span of so many minutes."""
        return cls(start, start + timedelta(minutes=minutes))

    @property
    def minutes(self) -> int:
        """Whole minutes."""
        return int((self.end - self.start).total_seconds() // 60)

    @property
    def day(self) -> date:
        """The day on which it starts."""
        return self.start.date()

    def overlaps(self, other: Span) -> bool:
        """Whether both have a moment in common."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies inside."""
        return self.start <= other.start and other.end <= self.end

    def without(self, other: Span) -> list[Span]:
        """What is left of this span when the other is cut out."""
        if not self.overlaps(other):
            return [self]
        left = []
        if self.start < other.start:
            left.append(Span(self.start, other.start))
        if other.end < self.end:
            left.append(Span(other.end, self.end))
        return left


@dataclass(frozen=True)
class Appointment:
    """A visit that was agreed upon."""

    id: str
    patient_id: str
    clinician_id: str
    kind: Kind
    span: Span
    status: Status = Status.BOOKED
    booked_at: datetime | None = None
    note: str = ""
    moved_from: tuple[datetime, ...] = field(default=())

    @property
    def start(self) -> datetime:
        """When it begins."""
        return self.span.start

    def with_status(self, status: Status) -> Appointment:
        """The same appointment with another status."""
        return replace(self, status=status)

    def moved_to(self, span: Span) -> Appointment:
        """The same appointment at another time; the old time is remembered."""
        return replace(self, span=span, moved_from=(*self.moved_from, self.span.start))


@dataclass(frozen=True)
class Wish:
    """A place on the waiting list."""

    id: str
    patient_id: str
    kind: Kind
    since: datetime
    earliest: date
    latest: date
    urgent: bool = False
    clinician_id: str | None = None

    def fits(self, span: Span, clinician_id: str) -> bool:
        """Whether a free place is what the patient waits for."""
        if not self.earliest <= span.day <= self.latest:
            return False
        if self.clinician_id is not None and self.clinician_id != clinician_id:
            return False
        return span.minutes >= self.kind.minutes


@dataclass(frozen=True)
class Line:
    """One line of an invoice, in cents."""

    text: str
    cents: int
    covered: bool = True


@dataclass(frozen=True)
class Invoice:
    """What a visit costs, and who pays how much of it."""

    number: str
    patient_id: str
    appointment_id: str
    issued: date
    lines: tuple[Line, ...]
    insurance_cents: int
    patient_cents: int

    @property
    def total_cents(self) -> int:
        """The sum of all lines."""
        return sum(line.cents for line in self.lines)
