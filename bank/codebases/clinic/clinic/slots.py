"""Free places in a day: opening hours, less what is taken, cut into pieces that a visit fits into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from .model import Appointment, Clinician, Kind, Span
from .opening import Opening
from .store import Store

STEP_MINUTES = 10


class Slots:
    """Finds free places."""

    def __init__(self, opening: Opening, store: Store) -> None:
        self._opening = opening
        self._store = store

    def gaps(self, clinician: Clinician, day: date) -> list[Span]:
        """What is free in a clinician's day, in order."""
        taken = [each.span for each in self._store.of_clinician(clinician.id, day) if each.status.is_open]
        return free_spans(self._opening.spans(day), taken)

    def starts(self, clinician: Clinician, day: date, kind: Kind) -> list[datetime]:
        """Times at which a visit could begin: every ten minutes of each gap that is long enough."""
        if not clinician.takes(kind, day):
            return []
        found = []
        for gap in self.gaps(clinician, day):
            found.extend(_starts_in(gap, kind.minutes))
        return found

    def next_free(
        self, clinicians: Iterable[Clinician], kind: Kind, after: datetime, days: int = 30
    ) -> Iterator[tuple[datetime, Clinician]]:
        """Free places after a moment, the earliest first; clinicians with the same time in the order of their names."""
        known = sorted(clinicians, key=lambda clinician: (clinician.name, clinician.id))
        last = after.date() + timedelta(days=days)
        for day in self._opening.days(after.date(), last):
            places = [
                (start, number)
                for number, clinician in enumerate(known)
                for start in self.starts(clinician, day, kind)
                if start >= after
            ]
            for start, number in sorted(places):
                yield start, known[number]

    def load(self, clinician: Clinician, day: date) -> float:
        """The share of a clinician's open minutes that is taken, 0 to 1."""
        open_minutes = self._opening.minutes(day)
        if open_minutes == 0:
            return 0.0
        free = sum(gap.minutes for gap in self.gaps(clinician, day))
        return (open_minutes - free) / open_minutes


def free_spans(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """The given spans without the taken ones."""
    left = list(spans)
    for cut in taken:
        left = [piece for span in left for piece in span.without(cut)]
    return sorted(left)


def _starts_in(gap: Span, minutes: int) -> Iterator[datetime]:
    start = _round_up(gap.start)
    while start + timedelta(minutes=minutes) <= gap.end:
        yield start
        start += timedelta(minutes=STEP_MINUTES)


def _round_up(moment: datetime) -> datetime:
    """The next full step, or the moment itself."""
    rest = timedelta(minutes=moment.minute % STEP_MINUTES, seconds=moment.second)
    return moment if not rest else moment - rest + timedelta(minutes=STEP_MINUTES)


def clashes(appointments: Iterable[Appointment]) -> list[tuple[Appointment, Appointment]]:
    """Pairs of open appointments of one clinician that overlap; there should be none."""
    found = []
    by_clinician: dict[str, list[Appointment]] = {}
    for appointment in appointments:
        if appointment.status.is_open:
            by_clinician.setdefault(appointment.clinician_id, []).append(appointment)
    for own in by_clinician.values():
        own.sort(key=lambda appointment: appointment.span)
        for number, first in enumerate(own):
            for second in own[number + 1 :]:
                if second.span.start >= first.span.end:
                    break
                found.append((first, second))
    return found
