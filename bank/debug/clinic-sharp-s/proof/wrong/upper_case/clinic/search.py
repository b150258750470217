"""Finding a patient by what people say at the desk: parts of names, spellings, a date of birth, a number."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from .model import Patient
from .store import Store

DATE = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b|\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")


def folded(text: str) -> str:
    """Lower case without accents: `Ünal` and `unal` are the same. Sharp s becomes two."""
    decomposed = unicodedata.normalize("NFKD", text.upper())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words of a text, folded; hyphens part words."""
    return [word for word in re.split(r"[^\w']+", folded(text)) if word]


def born_in(text: str) -> date | None:
    """A date that the text mentions, in either way of writing; None when there is none or it is no day."""
    found = DATE.search(text)
    if found is None:
        return None
    year, month, day = (found.group(1), found.group(2), found.group(3)) if found.group(1) else (found.group(6), found.group(5), found.group(4))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def score(patient: Patient, query: str) -> int:
    """How well a patient fits: 0 is not at all. Each word must begin a word of the name; whole words count more."""
    born = born_in(query)
    if born is not None and born != patient.born:
        return 0
    rest = DATE.sub(" ", query)
    names = words(patient.name)
    points = 5 if born is not None else 0
    for word in words(rest):
        if word in names:
            points += 3
        elif any(name.startswith(word) for name in names):
            points += 1
        else:
            return 0
    return points


class Search:
    """Looks through all patients."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, query: str, limit: int = 10) -> list[Patient]:
        """Patients who fit, the best first; equal ones by name. A query that is an id finds just that one."""
        cleaned = query.strip()
        known = self._store.patients()
        exact = [patient for patient in known if patient.id == cleaned]
        if exact:
            return exact
        digits = re.sub(r"\D", "", cleaned)
        if len(digits) >= 6 and not words(re.sub(r"[\d+/().\-\s]", "", cleaned)) and born_in(cleaned) is None:
            return [patient for patient in known if re.sub(r"\D", "", patient.phone).endswith(digits.lstrip("0"))][:limit]
        scored = [(score(patient, cleaned), patient) for patient in known]
        fitting = [(points, patient) for points, patient in scored if points > 0]
        fitting.sort(key=lambda pair: (-pair[0], folded(pair[1].name), pair[1].id))
        return [patient for _points, patient in fitting[:limit]]


def duplicates(patients: list[Patient]) -> list[tuple[Patient, Patient]]:
    """Pairs that may be the same person: born on one day, with the same words in the name."""
    seen: dict[tuple[date, tuple[str, ...]], Patient] = {}
    pairs = []
    for patient in sorted(patients, key=lambda patient: patient.id):
        key = (patient.born, tuple(sorted(words(patient.name))))
        if key in seen:
            pairs.append((seen[key], patient))
        else:
            seen[key] = patient
    return pairs
