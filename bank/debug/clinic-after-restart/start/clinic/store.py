"""Keeping values: in memory for tests and small tools, in SQLite for the clinic."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Protocol

from .model import Appointment, Clinician, Conflict, Insurance, Invoice, Kind, Line, NotFound, Patient, Span, Status, Wish


class Store(Protocol):
    """What the services need of a store."""

    def patient(self, patient_id: str) -> Patient: ...
    def patients(self) -> list[Patient]: ...
    def put_patient(self, patient: Patient) -> None: ...
    def clinician(self, clinician_id: str) -> Clinician: ...
    def clinicians(self) -> list[Clinician]: ...
    def put_clinician(self, clinician: Clinician) -> None: ...
    def appointment(self, appointment_id: str) -> Appointment: ...
    def appointments(self) -> list[Appointment]: ...
    def put_appointment(self, appointment: Appointment) -> None: ...
    def of_clinician(self, clinician_id: str, day: date) -> list[Appointment]: ...
    def of_patient(self, patient_id: str) -> list[Appointment]: ...
    def wishes(self) -> list[Wish]: ...
    def put_wish(self, wish: Wish) -> None: ...
    def drop_wish(self, wish_id: str) -> None: ...
    def invoices(self) -> list[Invoice]: ...
    def put_invoice(self, invoice: Invoice) -> None: ...
    def next_number(self, series: str) -> int: ...


def by_start(appointment: Appointment) -> tuple[datetime, str]:
    """Sort key: earliest first, then by id."""
    return appointment.span.start, appointment.id


class MemoryStore:
    """Keeps everything in dictionaries."""

    def __init__(self) -> None:
        self._patients: dict[str, Patient] = {}
        self._clinicians: dict[str, Clinician] = {}
        self._appointments: dict[str, Appointment] = {}
        self._wishes: dict[str, Wish] = {}
        self._invoices: dict[str, Invoice] = {}
        self._numbers: dict[str, int] = {}

    def patient(self, patient_id: str) -> Patient:
        """Raises `NotFound`."""
        return _get(self._patients, patient_id, "patient")

    def patients(self) -> list[Patient]:
        """All patients, by id."""
        return [self._patients[key] for key in sorted(self._patients)]

    def put_patient(self, patient: Patient) -> None:
        """Add or replace."""
        self._patients[patient.id] = patient

    def clinician(self, clinician_id: str) -> Clinician:
        """Raises `NotFound`."""
        return _get(self._clinicians, clinician_id, "clinician")

    def clinicians(self) -> list[Clinician]:
        """All clinicians, by id."""
        return [self._clinicians[key] for key in sorted(self._clinicians)]

    def put_clinician(self, clinician: Clinician) -> None:
        """Add or replace."""
        self._clinicians[clinician.id] = clinician

    def appointment(self, appointment_id: str) -> Appointment:
        """Raises `NotFound`."""
        return _get(self._appointments, appointment_id, "appointment")

    def appointments(self) -> list[Appointment]:
        """All appointments, the earliest first."""
        return sorted(self._appointments.values(), key=by_start)

    def put_appointment(self, appointment: Appointment) -> None:
        """Add or replace."""
        self._appointments[appointment.id] = appointment

    def of_clinician(self, clinician_id: str, day: date) -> list[Appointment]:
        """Appointments of a clinician that start on a day, the earliest first."""
        return [each for each in self.appointments() if each.clinician_id == clinician_id and each.span.day == day]

    def of_patient(self, patient_id: str) -> list[Appointment]:
        """Appointments of a patient, the earliest first."""
        return [each for each in self.appointments() if each.patient_id == patient_id]

    def wishes(self) -> list[Wish]:
        """The waiting list in the order in which it was joined."""
        return sorted(self._wishes.values(), key=lambda wish: (wish.since, wish.id))

    def put_wish(self, wish: Wish) -> None:
        """Add or replace."""
        self._wishes[wish.id] = wish

    def drop_wish(self, wish_id: str) -> None:
        """Take off the list; it's no fault when it isn't there."""
        self._wishes.pop(wish_id, None)

    def invoices(self) -> list[Invoice]:
        """All invoices, by number."""
        return [self._invoices[key] for key in sorted(self._invoices)]

    def put_invoice(self, invoice: Invoice) -> None:
        """Add. Raises `Conflict` when the number is taken: an invoice is never changed."""
        if invoice.number in self._invoices:
            raise Conflict(f"invoice {invoice.number} exists already")
        self._invoices[invoice.number] = invoice

    def next_number(self, series: str) -> int:
        """1, 2, 3 ... for each series."""
        self._numbers[series] = self._numbers.get(series, 0) + 1
        return self._numbers[series]


def _get(known: dict, key: str, what: str):
    try:
        return known[key]
    except KeyError:
        raise NotFound(f"there is no {what} `{key}`", what=what, id=key) from None


SCHEMA = """
create table if not exists patients (id text primary key, content text not null);
create table if not exists clinicians (id text primary key, content text not null);
create table if not exists appointments (
    id text primary key, patient_id text not null, clinician_id text not null, start text not null, content text not null);
create index if not exists appointments_by_clinician on appointments (clinician_id, start);
create index if not exists appointments_by_patient on appointments (patient_id, start);
create table if not exists wishes (id text primary key, since text not null, content text not null);
create table if not exists invoices (number text primary key, content text not null);
create table if not exists numbers (series text primary key, last integer not null);
"""


class SqliteStore:
    """Keeps everything in one SQLite file; each put is its own transaction."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript(SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def patient(self, patient_id: str) -> Patient:
        """Raises `NotFound`."""
        return self._one("patients", patient_id, patient_from_json, "patient")

    def patients(self) -> list[Patient]:
        """All patients, by id."""
        return self._all("select content from patients order by id", (), patient_from_json)

    def put_patient(self, patient: Patient) -> None:
        """Add or replace."""
        self._write("insert or replace into patients values (?, ?)", (patient.id, to_json(patient)))

    def clinician(self, clinician_id: str) -> Clinician:
        """Raises `NotFound`."""
        return self._one("clinicians", clinician_id, clinician_from_json, "clinician")

    def clinicians(self) -> list[Clinician]:
        """All clinicians, by id."""
        return self._all("select content from clinicians order by id", (), clinician_from_json)

    def put_clinician(self, clinician: Clinician) -> None:
        """Add or replace."""
        self._write("insert or replace into clinicians values (?, ?)", (clinician.id, to_json(clinician)))

    def appointment(self, appointment_id: str) -> Appointment:
        """Raises `NotFound`."""
        return self._one("appointments", appointment_id, appointment_from_json, "appointment")

    def appointments(self) -> list[Appointment]:
        """All appointments, the earliest first."""
        return self._all("select content from appointments order by start, id", (), appointment_from_json)

    def put_appointment(self, appointment: Appointment) -> None:
        """Add or replace."""
        start = appointment.span.start.isoformat()
        row = (appointment.id, appointment.patient_id, appointment.clinician_id, start, to_json(appointment))
        self._write("insert or replace into appointments values (?, ?, ?, ?, ?)", row)

    def of_clinician(self, clinician_id: str, day: date) -> list[Appointment]:
        """Appointments of a clinician that start on a day, the earliest first."""
        query = "select content from appointments where clinician_id = ? and substr(start, 1, 10) = ? order by start, id"
        return self._all(query, (clinician_id, day.isoformat()), appointment_from_json)

    def of_patient(self, patient_id: str) -> list[Appointment]:
        """Appointments of a patient, the earliest first."""
        query = "select content from appointments where patient_id = ? order by start, id"
        return self._all(query, (patient_id,), appointment_from_json)

    def wishes(self) -> list[Wish]:
        """The waiting list in the order in which it was joined."""
        return self._all("select content from wishes order by since, id", (), wish_from_json)

    def put_wish(self, wish: Wish) -> None:
        """Add or replace."""
        self._write("insert or replace into wishes values (?, ?, ?)", (wish.id, wish.since.isoformat(), to_json(wish)))

    def drop_wish(self, wish_id: str) -> None:
        """Take off the list; it's no fault when it isn't there."""
        self._write("delete from wishes where id = ?", (wish_id,))

    def invoices(self) -> list[Invoice]:
        """All invoices, by number."""
        return self._all("select content from invoices order by number", (), invoice_from_json)

    def put_invoice(self, invoice: Invoice) -> None:
        """Add. Raises `Conflict` when the number is taken: an invoice is never changed."""
        try:
            self._write("insert into invoices values (?, ?)", (invoice.number, to_json(invoice)))
        except sqlite3.IntegrityError:
            raise Conflict(f"invoice {invoice.number} exists already") from None

    def next_number(self, series: str) -> int:
        """1, 2, 3 ... for each series."""
        with self._connection as connection:
            connection.execute("insert or ignore into numbers values (?, 0)", (series,))
            connection.execute("update numbers set last = last + 1 where series = ?", (series,))
            row = connection.execute("select last from numbers where series = ?", (series,)).fetchone()
        return int(row[0])

    def _one(self, table: str, key: str, read: Callable, what: str):
        row = self._connection.execute(f"select content from {table} where id = ?", (key,)).fetchone()
        if row is None:
            raise NotFound(f"there is no {what} `{key}`", what=what, id=key)
        return read(json.loads(row[0]))

    def _all(self, query: str, parameters: Iterable[object], read: Callable) -> list:
        return [read(json.loads(row[0])) for row in self._connection.execute(query, tuple(parameters))]

    def _write(self, statement: str, parameters: Iterable[object]) -> None:
        with self._connection as connection:
            connection.execute(statement, tuple(parameters))


def to_json(value: object) -> str:
    """A value of the model as JSON text."""
    return json.dumps(_plain(value), sort_keys=True)


def _plain(value: object) -> object:
    if isinstance(value, (Status, Kind, Insurance)):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (frozenset, set)):
        return sorted((_plain(each) for each in value), key=str)
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def patient_from_json(raw: dict) -> Patient:
    """The reverse of `to_json`."""
    return Patient(raw["id"], raw["name"], date.fromisoformat(raw["born"]), raw["phone"], raw["email"], Insurance(raw["insurance"]))


def clinician_from_json(raw: dict) -> Clinician:
    """The reverse of `to_json`."""
    kinds = frozenset(Kind(each) for each in raw["kinds"])
    return Clinician(raw["id"], raw["name"], kinds, frozenset(raw["weekdays"]))


def span_from_json(raw: dict) -> Span:
    """The reverse of `to_json`."""
    return Span(datetime.fromisoformat(raw["start"]), datetime.fromisoformat(raw["end"]))


def appointment_from_json(raw: dict) -> Appointment:
    """The reverse of `to_json`."""
    booked_at = None if raw["booked_at"] is None else datetime.fromisoformat(raw["booked_at"])
    return Appointment(
        id=raw["id"],
        patient_id=raw["patient_id"],
        clinician_id=raw["clinician_id"],
        kind=Kind(raw["kind"]),
        span=span_from_json(raw["span"]),
        status=Status(raw["status"]),
        booked_at=booked_at,
        note=raw["note"],
        moved_from=tuple(datetime.fromisoformat(each) for each in raw["moved_from"]),
    )


def wish_from_json(raw: dict) -> Wish:
    """The reverse of `to_json`."""
    days = (date.fromisoformat(raw["earliest"]), date.fromisoformat(raw["latest"]))
    return Wish(raw["id"], raw["patient_id"], Kind(raw["kind"]), datetime.fromisoformat(raw["since"]), *days)


def invoice_from_json(raw: dict) -> Invoice:
    """The reverse of `to_json`."""
    lines = tuple(Line(**line) for line in raw["lines"])
    return Invoice(**{**raw, "issued": date.fromisoformat(raw["issued"]), "lines": lines})
