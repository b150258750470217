"""Which two values did a failing assertion compare, and which of them is the submission's?

Sources: pytest's rewritten asserts hand their operands over; for unittest's assert methods they are read from the
frame of the method. Nothing is rendered here.
"""

import types
from dataclasses import dataclass
from typing import Any

from _pytest.assertion import util

from ..window import is_stand_in

EXPECTS_SECOND = {
    "assertEqual": "==",
    "assertListEqual": "==",
    "assertTupleEqual": "==",
    "assertDictEqual": "==",
    "assertSetEqual": "==",
    "assertSequenceEqual": "==",
    "assertMultiLineEqual": "==",
    "assertCountEqual": "==",
    "assertAlmostEqual": "==",
    "assertNotEqual": "!=",
    "assertNotAlmostEqual": "!=",
    "assertIs": "is",
    "assertIsNot": "is not",
    "assertIn": "in",
    "assertNotIn": "not in",
    "assertGreater": ">",
    "assertGreaterEqual": ">=",
    "assertLess": "<",
    "assertLessEqual": "<=",
    "assertIsInstance": "is an instance of",
    "assertRegex": "matches",
}
ALONE = {"assertTrue": True, "assertFalse": False, "assertIsNone": None}


@dataclass(frozen=True)
class Comparison:
    """`got <operator> expected` did not hold."""

    operator: str
    got: Any
    expected: Any


class Comparisons:
    """Remembers the operands of the latest failing `assert` of the running check."""

    def __init__(self) -> None:
        self._latest: tuple[str, Any, Any] | None = None

    def listen(self) -> None:
        """Take the operands of failing asserts from now on; pytest's own costly explanation is not built."""
        self._latest = None
        util._reprcompare = self._remember

    def _remember(self, operator: str, left: Any, right: Any) -> str:
        self._latest = (operator, left, right)
        return f"the comparison with `{operator}` does not hold"

    def of(self, error: BaseException, returned: Any) -> Comparison | None:
        """The comparison that `error` reports, or None. `returned` is what the submission returned last."""
        found = _from_unittest(error.__traceback__)
        if found is None and self._latest is not None and isinstance(error, AssertionError):
            operator, left, right = self._latest
            found = Comparison(operator, left, right)
        if found is None or _is_from(found.got, returned) or not _is_from(found.expected, returned):
            return found
        return Comparison(MIRRORED.get(found.operator, found.operator), found.expected, found.got)


MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "in": "contains", "not in": "does not contain"}


def _is_from(value: Any, returned: Any) -> bool:
    return value is returned or is_stand_in(value)


def _from_unittest(trace: types.TracebackType | None) -> Comparison | None:
    while trace is not None:
        frame = trace.tb_frame
        name = frame.f_code.co_name
        if name.startswith("assert") and frame.f_globals.get("__name__") == "unittest.case":
            return _from_method(frame, name)
        trace = trace.tb_next
    return None


def _from_method(frame: types.FrameType, name: str) -> Comparison | None:
    names = frame.f_code.co_varnames
    values = frame.f_locals
    if name in ALONE:
        return Comparison("is", values.get(names[1]), ALONE[name])
    if name in EXPECTS_SECOND:
        return Comparison(EXPECTS_SECOND[name], values.get(names[1]), values.get(names[2]))
    return None
