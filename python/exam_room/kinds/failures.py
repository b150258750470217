"""Failures of work that was handed in as a file or a picture: a plain message, and the place in the candidate's file.

Only the exam room raises them. `Unreadable` and `Missing` say nothing but what stands in the candidate's own file and in the
brief, so their text may be shown for a hidden check too (`crates/grader/src/verdict/checks.rs`).
"""

from typing import Any

UNREADABLE = "unreadable"
NOT_ANSWERED = "not_answered"
INCONCLUSIVE = "inconclusive"


class WorkFailure(AssertionError):
    """A check does not hold. `line` counts from 1 in `file`, a path inside the submission."""

    reason: str | None = None

    def __init__(
        self, message: str, file: str | None = None, line: int | None = None, got: Any = None, expected: Any = None
    ) -> None:
        super().__init__(message)
        self.got = got
        self.expected = expected
        if file is not None:
            self.__assay_location__ = [(file, line or 1, None, None)]


class Unreadable(WorkFailure):
    """What was handed in does not have the form that the brief asks for."""

    reason = UNREADABLE


class Missing(WorkFailure):
    """Nothing was handed in where the brief asks for something."""

    reason = NOT_ANSWERED


class Inconclusive(WorkFailure):
    """A measurement that says neither yes nor no. The run as a whole can then not be graded: no one's fault but the machine's."""

    reason = INCONCLUSIVE
