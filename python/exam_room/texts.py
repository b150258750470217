"""What a failing check tells the candidate: a plain message, the input, expected and got, the line in their code.

Rendering is bounded and never raises: a value of the submission may answer `repr` with anything.
"""

import re
import reprlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ..window import Peer, RoomEnded
from .events import bounded
from .kinds.failures import WorkFailure
from .operands import Comparisons

ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}")
NOT_RAISED = re.compile(r"DID NOT RAISE <class '(?:builtins\.)?([^']+)'>")
UNITTEST_NOT_RAISED = re.compile(r"^(\w+) not raised")
VALUE_LIMIT = 1000
SIGNS = {"__eq__": "==", "__ne__": "!=", "__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">="} | {
    "__sub__": "-",
    "__rsub__": "-",
    "__truediv__": "/",
    "__rtruediv__": "/",
    "__mod__": "%",
    "__xor__": "^",
}
Location = dict[str, Any]


@dataclass(frozen=True)
class Failure:
    """Why one check failed, as the `finished` event says it."""

    message: str
    input: str | None = None
    expected: str | None = None
    got: str | None = None
    location: Location | None = None
    reason: str | None = None


def masked(text: str) -> str:
    """`text` without memory addresses, so that two runs say the same."""
    return ADDRESS.sub("0x...", text)


def shown(value: Any) -> str:
    """The bounded `repr` of `value`."""
    try:
        text = repr(value)
    except RoomEnded:
        return "a value of a program that has ended"
    except BaseException as error:
        return f"a {reprlib.repr(type(value).__name__)} whose `repr` raised `{type(error).__name__}`"
    return bounded(masked(text), VALUE_LIMIT) or ""


def error_text(error: BaseException) -> str:
    """`Type: text` of an exception, bounded."""
    try:
        text = str(error)
    except RoomEnded:
        text = ""
    except BaseException as second:
        text = f"(its text raised `{type(second).__name__}`)"
    name = type(error).__name__
    return bounded(masked(f"`{name}`: {text}" if text else f"`{name}`"), VALUE_LIMIT) or ""


class Explainer:
    """Turns the exception that ended a check into a `Failure`."""

    def __init__(self, peer: Peer, source: Path, comparisons: Comparisons) -> None:
        self._peer = peer
        self._source = source
        self._comparisons = comparisons

    def explain(self, error: BaseException) -> Failure:
        """The failure that `error` stands for; most specific reason first."""
        if isinstance(error, RoomEnded):
            return Failure("the program ended while this check was running", self._input(), reason="room_ended")
        if self._peer.denied:
            return self._denied(error)
        if isinstance(error, WorkFailure):
            return self._work(error)
        if isinstance(error, AssertionError):
            return self._assertion(error)
        if isinstance(error, pytest.fail.Exception):
            return Failure(self._not_raised(str(error)), self._input(), location=self._definition())
        return Failure(f"raised {error_text(error)}", self._input(), location=self.location(error))

    def location(self, error: BaseException) -> Location | None:
        """The innermost line of the submission that raised `error`; None when it did not come from there."""
        if isinstance(error, SyntaxError) and isinstance(error.filename, str):
            return self._place(error.filename, error.lineno or 1, None, error.text)
        for file, line, function, text in reversed(list(getattr(error, "__assay_location__", None) or ())):
            place = self._place(str(file), line or 1, function, text)
            if place is not None:
                return place
        return None

    def _assertion(self, error: AssertionError) -> Failure:
        call = self._peer.last_call
        found = self._comparisons.of(error, call.returned if call else None)
        location = self.location(error) or self._definition()
        if found is None:
            text = str(error).partition("\n")[0]
            return Failure(self._not_raised(text) or "the assertion does not hold", self._input(), location=location)
        got, expected = shown(found.got), shown(found.expected)
        return Failure(_sentence(found.operator, got, expected), self._input(), expected, got, location)

    def _work(self, error: WorkFailure) -> Failure:
        got, expected = (None if each is None else shown(each) for each in (error.got, error.expected))
        text = bounded(masked(str(error)), VALUE_LIMIT) or ""
        return Failure(text, self._input(), expected, got, self.location(error), error.reason)

    def _denied(self, error: BaseException) -> Failure:
        name, operator = self._peer.denied[0][:2]
        operator = SIGNS.get(operator, operator)
        message = (
            f"an object of the class `{name}` was compared with a plain value by `{operator}`; the submission's own "
            "code would decide that comparison, so it does not count: return the plain value itself"
        )
        call = self._peer.last_call
        found = self._comparisons.of(error, call.returned if call else None)
        got, expected = (shown(found.got), shown(found.expected)) if found else (None, None)
        return Failure(message, self._input(), expected, got, self._definition(), "denied_equality")

    def _not_raised(self, text: str) -> str:
        match = NOT_RAISED.search(text) or UNITTEST_NOT_RAISED.search(text)
        return f"`{match[1]}` was not raised" if match else bounded(masked(text), VALUE_LIMIT) or ""

    def _input(self) -> str | None:
        call = self._peer.last_call
        if call is None:
            return None
        parts = [shown(value) for value in call.args]
        parts += [f"{key}={shown(value)}" for key, value in call.keywords.items()]
        return bounded(f"{call.qualname}({', '.join(parts)})", VALUE_LIMIT)

    def _definition(self) -> Location | None:
        call = self._peer.last_call
        if call is None or not call.file or not call.line:
            return None
        return self._place(call.file, call.line, call.qualname, None)

    def _place(self, file: str, line: int, function: str | None, text: str | None) -> Location | None:
        relative = self._relative(file)
        if relative is None:
            return None
        line = int(line)
        return {"file": relative, "line": line, "function": function, "text": text or self._line(relative, line)}

    def _relative(self, file: str) -> str | None:
        """`file` relative to the submission: the longest tail of it that the submission has as a file."""
        parts = Path(file).parts
        tails = (Path(*parts[start:]) for start in range(len(parts)) if parts[start] != "/")
        return next((str(tail) for tail in tails if ".." not in parts and (self._source / tail).is_file()), None)

    def _line(self, relative: str, line: int) -> str | None:
        lines = (self._source / relative).read_text("utf-8", "replace").splitlines()
        return bounded(lines[line - 1].strip(), 200) if 0 < line <= len(lines) else None


def _sentence(operator: str, got: str, expected: str) -> str:
    if operator in ("==", "is"):
        return bounded(f"expected `{expected}`, got `{got}`") or ""
    return bounded(f"`{got}` {operator} `{expected}` does not hold") or ""
