"""Recalls: patients whose last check is long ago are asked to come again."""

from __future__ import annotations

from datetime import date, timedelta

from .model import Appointment, Patient, Status
from .store import Store

MOST_PER_DAY = 40


def is_due(last: date, today: date, after_days: int = 365) -> bool:
    """Whether the last check is `after_days` days ago or more."""
    return today - last > timedelta(days=after_days)


def last_visits(appointments: list[Appointment], seen: dict[str, date] = {}) -> dict[str, date]:
    """The day of each patient's last finished visit."""
    for each in appointments:
        if each.status is not Status.DONE:
            continue
        known = seen.get(each.patient_id, date.min)
        seen[each.patient_id] = max(known, each.span.day)
    return seen


def batches(patients: list[Patient], size: int = MOST_PER_DAY) -> list[list[Patient]]:
    """The patients in pieces of at most `size`, in their order."""
    return [patients[at : at + size] for at in range(0, len(patients), size)]


class Recalls:
    """Chooses whom to ask."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def due(self, today: date, after_days: int = 365) -> list[Patient]:
        """Patients to ask, those who wait longest first. Who wants no messages is not asked."""
        last = last_visits(self._store.appointments())
        found = []
        for patient_id, seen in last.items():
            patient = self._store.patient(patient_id)
            if is_due(seen, today, after_days) or patient.wants_reminders:
                found.append((seen, patient_id))
        return [self._store.patient(patient_id) for _seen, patient_id in sorted(found)]

    def share_that_came(self, asked: list[str], since: date) -> float:
        """The share of asked patients who have had a visit since, 0 to 1; 0 when nobody was asked."""
        came = 0
        for patient_id in asked:
            visits = self._store.of_patient(patient_id)
            if any(each.status is Status.DONE and each.span.day >= since for each in visits):
                came += 1
        return came / len(asked)
