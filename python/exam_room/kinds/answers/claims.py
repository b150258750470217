"""Reads `answers.toml` into claims: ids, values as plain data, confidence and unit. Strict: anything else is told by its line.

A claim whose value is the empty text says nothing; so a form with empty places can be handed out.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..failures import Missing, Unreadable
from ..handed_in import TomlFile

FILE = "answers.toml"
MOST_CLAIMS = 200
MOST_ELEMENTS = 500
LONGEST_TEXT = 4000
DEEPEST = 4
LARGEST = 1e300
ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
FIELDS = ("value", "confidence", "unit")


@dataclass(frozen=True)
class Claim:
    """What the candidate says about one question. `confidence` is a probability; 1 when the candidate gives none."""

    name: str
    value: Any
    confidence: float
    unit: str | None
    line: int

    def refuse(self, what: str) -> Unreadable:
        """The failure to raise when the value hasn't the form that the brief asks for."""
        return Unreadable(f"`{FILE}` line {self.line}: `{self.name}` {what}", FILE, self.line)


class Claims:
    """Every claim of the file, by id, in the file's order."""

    def __init__(self, source: Path) -> None:
        self._file = TomlFile(source, FILE)
        self._claims = {claim.name: claim for claim in self._read()}

    def __iter__(self) -> Iterator[Claim]:
        return iter(self._claims.values())

    def get(self, name: str) -> Claim | None:
        """The claim, or None when there is none or its value is the empty text."""
        return self._claims.get(name)

    def need(self, name: str) -> Claim:
        """The claim; raises `Missing` when nothing is said."""
        claim = self._claims.get(name)
        if claim is None:
            raise Missing(f"`{FILE}` says nothing about `{name}`", FILE, self._file.line_of("answers", name))
        return claim

    def _read(self) -> Iterator[Claim]:
        file = self._file
        for key in file.table:
            if key != "answers":
                raise file.refuse(f"`{FILE}`: `{key:.60}` is not known here; claims are written as `[answers.ID]`", key)
        table = file.table.get("answers", {})
        if not isinstance(table, dict):
            raise file.refuse(f"`{FILE}`: `answers` must be a table; write `[answers.ID]`", "answers")
        if len(table) > MOST_CLAIMS:
            raise file.refuse(f"`{FILE}` has more than {MOST_CLAIMS} claims", "answers")
        for name, fields in table.items():
            claim = self._claim(name, fields)
            if claim.value != "":
                yield claim

    def _claim(self, name: str, fields: Any) -> Claim:
        file = self._file
        if not ID.fullmatch(name):
            raise file.refuse(f"`{FILE}`: `{name:.60}` is no id; ids have lowercase letters, digits, `_` and `-`", "answers", name)
        if not isinstance(fields, dict):
            raise file.refuse(f"`{FILE}`: write `[answers.{name}]` and, below it, `value = ...`", "answers", name)
        for field in fields:
            if field not in FIELDS:
                wrong = f"`{FILE}`: `{name}` has no field `{field:.60}`; known are {', '.join(FIELDS)}"
                raise file.refuse(wrong, "answers", name, field)
        if "value" not in fields:
            raise file.refuse(f"`{FILE}`: `{name}` needs `value = ...`", "answers", name)
        self._check_bounds(name, fields["value"])
        line = file.line_of("answers", name, "value")
        return Claim(name, fields["value"], self._confidence(name, fields), self._unit(name, fields), line)

    def _confidence(self, name: str, fields: dict[str, Any]) -> float:
        value = fields.get("confidence", 1.0)
        if type(value) not in (int, float) or not 0 <= value <= 1:
            wrong = f"`{FILE}`: the confidence of `{name}` must be a number from 0 (no idea) to 1 (certain)"
            raise self._file.refuse(wrong, "answers", name, "confidence")
        return float(value)

    def _unit(self, name: str, fields: dict[str, Any]) -> str | None:
        unit = fields.get("unit")
        if unit is not None and (type(unit) is not str or len(unit) > 40):
            raise self._file.refuse(f"`{FILE}`: the unit of `{name}` must be a short text", "answers", name, "unit")
        return unit

    def _check_bounds(self, name: str, value: Any, depth: int = 0) -> None:
        """Raise for a value that no question asks for: too long, too deep, or no finite number."""
        if isinstance(value, list | dict):
            if depth >= DEEPEST or len(value) > MOST_ELEMENTS:
                wrong = f"`{FILE}`: the value of `{name}` has too many parts; at most {MOST_ELEMENTS}, {DEEPEST} levels deep"
                raise self._file.refuse(wrong, "answers", name, "value")
            for each in value.values() if isinstance(value, dict) else value:
                self._check_bounds(name, each, depth + 1)
        elif type(value) is str and len(value) > LONGEST_TEXT:
            wrong = f"`{FILE}`: the text of `{name}` is longer than {LONGEST_TEXT} characters"
            raise self._file.refuse(wrong, "answers", name, "value")
        elif type(value) in (int, float) and not is_finite(value):
            raise self._file.refuse(f"`{FILE}`: the value of `{name}` is no finite number", "answers", name, "value")


def is_finite(value: int | float) -> bool:
    """Whether a number is one to reckon with."""
    return math.isfinite(value) if type(value) is float else abs(value) < LARGEST
