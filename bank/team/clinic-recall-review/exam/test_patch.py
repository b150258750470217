"""The code with the suggestions applied."""

from datetime import date, datetime

import pytest
from clinic.model import Appointment, Kind, Patient, Span, Status
from clinic.recall import Recalls, is_due, last_visits
from clinic.store import MemoryStore


def visit(number, patient, day):
    start = datetime(day.year, day.month, day.day, 9)
    return Appointment(f"a{number}", patient, "kim", Kind.CHECK, Span.of(start, 20), Status.DONE)


def store():
    made = MemoryStore()
    made.put_patient(Patient("p1", "Ada", date(1980, 1, 1)))
    made.put_patient(Patient("p2", "Ben", date(1980, 1, 1), wants_reminders=False))
    made.put_patient(Patient("p3", "Cleo", date(1980, 1, 1)))
    for number, (patient, day) in enumerate([("p1", date(2022, 3, 1)), ("p2", date(2022, 1, 1)), ("p3", date(2023, 5, 1)), ("p1", date(2022, 4, 1))]):
        made.put_appointment(visit(number, patient, day))
    return made


def test_each_list_is_looked_at_alone():
    assert last_visits([visit(1, "p1", date(2024, 1, 1))]) == {"p1": date(2024, 1, 1)}
    assert last_visits([visit(2, "p2", date(2023, 1, 1))]) == {"p2": date(2023, 1, 1)}
    assert last_visits([]) == {}


@pytest.mark.parametrize(("day", "ids"), [(date(2023, 5, 1), ["p1"]), (date(2024, 5, 1), ["p1", "p3"]), (date(2022, 6, 1), [])])
def test_only_those_are_asked_who_wait_and_want_it(day, ids):
    assert [patient.id for patient in Recalls(store()).due(day)] == ids


def test_nobody_asked_is_no_fault_of_the_rest():
    assert Recalls(store()).share_that_came(["p1", "p3"], date(2023, 1, 1)) == 0.5
    assert [patient.id for patient in Recalls(store()).due(date(2023, 5, 1))] == ["p1"]
