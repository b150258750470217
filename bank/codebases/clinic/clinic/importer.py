"""Data of the old program: CSV files with its own ways of writing dates, numbers and names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from . import phone
from .model import Appointment, Insurance, Invalid, Kind, NotFound, Patient, Span, Status
from .store import Store

INSURANCE = {"gkv": Insurance.PUBLIC, "pkv": Insurance.PRIVATE, "": Insurance.NONE, "self": Insurance.NONE}
KINDS = {"K": Kind.CHECK, "N": Kind.FOLLOW_UP, "I": Kind.VACCINATION, "E": Kind.PROCEDURE}
STATUS = {"o": Status.BOOKED, "x": Status.CANCELLED, "f": Status.DONE, "n": Status.MISSED}


@dataclass
class Outcome:
    """What became of an import."""

    taken: int = 0
    problems: list[str] = field(default_factory=list)

    def refuse(self, line: int, why: object) -> None:
        """Remember a line that was left out; the header is line 1."""
        self.problems.append(f"line {line}: {why}")


def rows(text: str, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their line numbers; the separator is guessed from the header. Raises `Invalid` when a column is missing."""
    text = text.removeprefix("\ufeff")
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    missing = [name for name in needed if name not in (reader.fieldnames or ())]
    if missing:
        raise Invalid(f"the file has no column {', '.join(missing)}")
    for row in reader:
        yield reader.line_num, {key: (value or "").strip() for key, value in row.items() if key}


def day(text: str) -> date:
    """`31.12.1980`, `31.12.80` (a year up to 30 is of this century) or `1980-12-31`. Raises `Invalid`."""
    try:
        if "." not in text:
            return date.fromisoformat(text)
        first, month, year = (int(part) for part in text.split("."))
        if year < 100:
            year += 2000 if year <= 30 else 1900
        return date(year, month, first)
    except ValueError:
        raise Invalid(f"`{text}` is no day") from None


def name(text: str) -> str:
    """`Family, First` becomes `First Family`; more than one space becomes one."""
    family, comma, first = text.partition(",")
    return " ".join((f"{first} {family}" if comma else family).split())


def patients(text: str, store: Store, country_code: str = "49") -> Outcome:
    """Take patients over. A line that can't be read is left out and told; one with a known id replaces it."""
    outcome = Outcome()
    for line, row in rows(text, ("nr", "name", "born")):
        try:
            patient = Patient(
                id=_id("p", row["nr"]),
                name=name(row["name"]),
                born=day(row["born"]),
                phone=phone.normalise(row["tel"], country_code) if row.get("tel") else "",
                email=row.get("mail", "").lower(),
                insurance=_insurance(row.get("kasse", "")),
            )
            if not patient.name:
                raise Invalid("the name is empty")
        except Invalid as error:
            outcome.refuse(line, error)
            continue
        store.put_patient(patient)
        outcome.taken += 1
    return outcome


def appointments(text: str, store: Store) -> Outcome:
    """Take appointments over; patients and clinicians must be there."""
    outcome = Outcome()
    for line, row in rows(text, ("nr", "patient", "arzt", "tag", "zeit", "art")):
        try:
            patient = store.patient(_id("p", row["patient"]))
            clinician = store.clinician(row["arzt"].lower())
            kind = _known(KINDS, row["art"].upper(), "kind")
            start = _moment(row["tag"], row["zeit"])
            minutes = int(row["dauer"]) if row.get("dauer") else kind.minutes
            status = _known(STATUS, row.get("status", "o").lower() or "o", "status")
            appointment = Appointment(_id("o", row["nr"]), patient.id, clinician.id, kind, Span.of(start, minutes), status)
        except (Invalid, NotFound, ValueError) as error:
            outcome.refuse(line, error)
            continue
        store.put_appointment(appointment)
        outcome.taken += 1
    return outcome


def _id(prefix: str, number: str) -> str:
    if not number.isascii() or not number.isdigit():
        raise Invalid(f"`{number}` is no number")
    return f"{prefix}{int(number):06}"


def _moment(day_text: str, time_text: str) -> datetime:
    hour, colon, minute = time_text.replace(".", ":").partition(":")
    try:
        return datetime.combine(day(day_text), datetime.min.time()).replace(hour=int(hour), minute=int(minute if colon else 0))
    except ValueError:
        raise Invalid(f"`{time_text}` is no time") from None


def _insurance(text: str) -> Insurance:
    return _known(INSURANCE, text.lower(), "insurance")


def _known(table: dict, key: str, what: str):
    if key not in table:
        raise Invalid(f"`{key}` is no {what}")
    return table[key]
