"""Figures for the head of the clinic: how full, how many missed, how long people wait."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .model import Appointment, Status
from .opening import Opening
from .slots import Slots
from .store import Store


@dataclass(frozen=True)
class MissedRate:
    """Missed visits among those that took place or should have."""

    missed: int
    kept: int

    @property
    def percent(self) -> float:
        """In per cent, with one decimal; 0 when there was no visit."""
        total = self.missed + self.kept
        return round(100 * self.missed / total, 1) if total else 0.0


class Reports:
    """Counts over a span of days, both ends included."""

    def __init__(self, store: Store, opening: Opening, slots: Slots) -> None:
        self._store = store
        self._opening = opening
        self._slots = slots

    def missed_rate(self, first: date, last: date, clinician_id: str | None = None) -> MissedRate:
        """Missed and kept visits; cancelled and open ones count for neither."""
        own = [
            each
            for each in self._between(first, last)
            if clinician_id is None or each.clinician_id == clinician_id
        ]
        missed = sum(each.status is Status.MISSED for each in own)
        return MissedRate(missed, sum(each.status is Status.DONE for each in own))

    def by_weekday(self, first: date, last: date) -> dict[str, int]:
        """Finished visits by day of the week, Monday first; days without visits have 0."""
        names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
        counts = Counter(each.span.day.weekday() for each in self._between(first, last) if each.status is Status.DONE)
        return {label: counts.get(number, 0) for number, label in enumerate(names)}

    def lead_days(self, first: date, last: date) -> float | None:
        """Median of days between booking and visit, of visits that were not cancelled; None when nothing is known."""
        days = [
            (each.span.day - each.booked_at.date()).days
            for each in self._between(first, last)
            if each.booked_at is not None and each.status is not Status.CANCELLED
        ]
        return statistics.median(days) if days else None

    def utilisation(self, first: date, last: date) -> dict[str, float]:
        """Share of open minutes that are taken, by clinician, in per cent with one decimal."""
        shares = {}
        for clinician in self._store.clinicians():
            days = [day for day in self._opening.days(first, last) if day.weekday() in clinician.weekdays]
            minutes = sum(self._opening.minutes(day) for day in days)
            taken = sum(self._slots.load(clinician, day) * self._opening.minutes(day) for day in days)
            shares[clinician.id] = round(100 * taken / minutes, 1) if minutes else 0.0
        return shares

    def busiest_hours(self, first: date, last: date, count: int = 3) -> list[tuple[int, int]]:
        """Hours of the day with most starts of visits that were not cancelled, as (hour, visits); the earlier of equals first."""
        hours = Counter(each.start.hour for each in self._between(first, last) if each.status is not Status.CANCELLED)
        return sorted(hours.items(), key=lambda pair: (-pair[1], pair[0]))[:count]

    def recalls(self, day: date, after_days: int = 365) -> list[str]:
        """Patients (ids) whose last finished visit is so long ago and who have no open appointment."""
        last: dict[str, date] = {}
        waiting = set()
        for each in self._store.appointments():
            if each.status is Status.DONE:
                last[each.patient_id] = max(each.span.day, last.get(each.patient_id, date.min))
            elif each.status.is_open:
                waiting.add(each.patient_id)
        limit = day - timedelta(days=after_days)
        return sorted(patient for patient, seen in last.items() if seen <= limit and patient not in waiting)

    def _between(self, first: date, last: date) -> list[Appointment]:
        return [each for each in self._store.appointments() if first <= each.span.day <= last]


def table(header: Iterable[str], lines: Iterable[Iterable[object]]) -> str:
    """Rows as text with aligned columns, numbers to the right."""
    rows = [[str(cell) for cell in header], *([str(cell) for cell in line] for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    is_number = [all(_is_number(row[column]) for row in rows[1:]) and len(rows) > 1 for column in range(len(widths))]
    shown = []
    for row in rows:
        cells = [cell.rjust(width) if right else cell.ljust(width) for cell, width, right in zip(row, widths, is_number, strict=True)]
        shown.append("  ".join(cells).rstrip())
    return "\n".join(shown)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
