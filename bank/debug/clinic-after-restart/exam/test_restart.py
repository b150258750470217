"""What comes out of the store after the program was started again."""

import sqlite3
from dataclasses import replace
from datetime import date, datetime

import pytest
from clinic.audit import Audit
from clinic.booking import Booking
from clinic.clock import FixedClock
from clinic.model import Appointment, Clinician, Insurance, Invoice, Kind, Line, Patient, Span, Status, Wish
from clinic.reminders import Reminders
from clinic.settings import Settings
from clinic.store import SqliteStore
from clinic.waiting import WaitingList

NOON = datetime(2024, 5, 6, 12)
PATIENT = ("p1", "Ida Weiß", date(1980, 2, 29), "0170 1234567", "ida@example.com", Insurance.PRIVATE, True, "de")


def stores(tmp_path, *puts):
    """A store that was filled, closed and opened again."""
    path = str(tmp_path / "clinic.db")
    first = SqliteStore(path)
    for name, value in puts:
        getattr(first, name)(value)
    first.close()
    return SqliteStore(path)


def world(store, hour=12):
    clock = FixedClock(NOON.replace(hour=hour))
    audit = Audit(clock)
    return Settings(), store, clock, audit


def visit(patient="p1"):
    return Appointment("a1", patient, "kim", Kind.CHECK, Span.of(datetime(2024, 5, 6, 14), 20), booked_at=NOON)


def test_letters_keep_their_language(tmp_path):
    puts = [("put_patient", Patient(*PATIENT)), ("put_clinician", Clinician("kim", "Dr. Kim")), ("put_appointment", visit())]
    pending = Reminders(*world(stores(tmp_path, *puts))).pending()
    assert [reminder.text[:9] for reminder in pending] == ["Guten Tag"]


def test_who_wants_no_message_gets_none(tmp_path):
    quiet = Patient(*PATIENT[:6], False, "de")
    puts = [("put_patient", quiet), ("put_clinician", Clinician("kim", "Dr. Kim")), ("put_appointment", visit())]
    store = stores(tmp_path, *puts)
    assert Reminders(*world(store)).pending() == []
    assert store.patient("p1").wants_reminders is False


def test_the_waiting_list_keeps_its_order(tmp_path):
    puts = [("put_patient", Patient(*PATIENT)), ("put_clinician", Clinician("kim", "Dr. Kim"))]
    for number, (urgent, clinician) in enumerate([(False, None), (True, None), (True, "abel")], 1):
        puts.append(("put_wish", Wish(f"w{number}", "p1", Kind.CHECK, NOON, date(2024, 5, 6), date(2024, 5, 9), urgent, clinician)))
    settings, store, clock, audit = world(stores(tmp_path, *puts))
    waiting = WaitingList(store, Booking(settings, store, clock, audit), clock, audit)
    assert [wish.id for wish in waiting.candidates(Span.of(datetime(2024, 5, 7, 9), 20), "kim")] == ["w2", "w1"]


@pytest.mark.parametrize("what", ["patient", "wish", "appointment", "clinician", "invoice"])
def test_every_value_comes_back(tmp_path, what):
    values = {
        "patient": [Patient(*PATIENT[:6], False, "de"), Patient("p2", "Ben", date(1990, 1, 1))],
        "wish": [Wish("w1", "p1", Kind.PROCEDURE, NOON, date(2024, 5, 6), date(2024, 5, 9), True, "kim")],
        "appointment": [replace(visit(), status=Status.MISSED, note="late", moved_from=(NOON,))],
        "clinician": [Clinician("kim", "Dr. Kim", frozenset({Kind.CHECK}), frozenset({0, 5}))],
        "invoice": [Invoice("2024-00001", "p1", "a1", date(2024, 5, 6), (Line("x", 5, covered=False),), 1, 4)],
    }[what]
    store = stores(tmp_path, *((f"put_{what}", value) for value in values))
    found = {"patient": store.patients, "wish": store.wishes, "appointment": store.appointments, "clinician": store.clinicians, "invoice": store.invoices}[what]()
    assert [fields(value) for value in found] == [fields(value) for value in values]
    lost = stores(tmp_path, ("put_patient", Patient(*PATIENT))).patient("p1")
    assert lost.language == "de"


def fields(value):
    """All fields, by name, as texts; frozen sets in order."""
    names = type(value).__dataclass_fields__
    shown = {name: getattr(value, name) for name in names}
    return {name: sorted(map(str, each)) if isinstance(each, frozenset) else str(each) for name, each in shown.items()}


def test_what_was_kept_is_kept_still(tmp_path):
    store = stores(tmp_path, ("put_patient", Patient(*PATIENT)), ("put_appointment", visit()))
    found = store.patient("p1")
    assert (found.name, found.born, found.phone, found.email) == PATIENT[1:5]
    assert [each.id for each in store.of_clinician("kim", date(2024, 5, 6))] == ["a1"] and found.language == "de"


def test_old_files_can_be_read(tmp_path):
    """A file of the first version has no language and no wish for messages: then the defaults hold."""
    store = stores(tmp_path, ("put_patient", Patient(*PATIENT)))
    assert store.patient("p1").language == "de"
    store.close()
    with sqlite3.connect(tmp_path / "clinic.db") as connection:
        old = '{"id": "p9", "name": "Old", "born": "1970-01-01", "phone": "", "email": "", "insurance": "none"}'
        connection.execute("insert into patients values ('p9', ?)", (old,))
    found = SqliteStore(str(tmp_path / "clinic.db")).patient("p9")
    assert (found.language, found.wants_reminders, found.name) == ("en", True, "Old")
