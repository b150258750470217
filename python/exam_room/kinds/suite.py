"""The `suite` window: how the candidate's own tests fared against right programs and against programs with one bug each.

The grader ran them before the exam began, each program in a room of its own. What a run reports was written in a room
that the candidate controls, so it is a claim; it can only help where it depends on which program was met.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest

from ...window import Peer
from .evidence import Evidence

BAD = frozenset({"failed", "error"})


@dataclass(frozen=True)
class SuiteRun:
    """One run of the candidate's tests against one program; `outcomes` by node id."""

    program: str
    is_right: bool
    order: int
    outcomes: dict[str, str]
    ended: bool
    why: str | None

    @property
    def tests(self) -> int:
        """How many tests ran to their end, skipped ones aside."""
        return sum(outcome in ("passed", *BAD) for outcome in self.outcomes.values())

    @property
    def failed(self) -> list[str]:
        """Tests that failed."""
        return [test for test, outcome in self.outcomes.items() if outcome == "failed"]

    @property
    def errors(self) -> list[str]:
        """Tests whose set-up or tear-down failed, and those that could not run."""
        return [test for test, outcome in self.outcomes.items() if outcome in ("error", "not_run")]

    @property
    def alarm(self) -> str | None:
        """Why this run is not a clean pass; None when it is one."""
        if self.why is not None:
            return self.why
        if not self.ended:
            return "the tests ended before they were done"
        if bad := [*self.failed, *self.errors]:
            return f"`{bad[0]}` does not pass"
        return None if self.tests else "no test ran"


@dataclass(frozen=True)
class Suite:
    """All runs."""

    runs: tuple[SuiteRun, ...]

    @property
    def right(self) -> list[SuiteRun]:
        """The runs against right programs."""
        return [run for run in self.runs if run.is_right]

    @property
    def bugs(self) -> list[str]:
        """Names of the programs with a bug."""
        return sorted({run.program for run in self.runs if not run.is_right})

    @cached_property
    def false_alarms(self) -> list[str]:
        """One line for each run against a right program that is not a clean pass."""
        return [f"{run.program} (order {run.order}): {run.alarm}" for run in self.right if run.alarm is not None]

    @cached_property
    def reliable(self) -> frozenset[str]:
        """Tests that passed on every right program in every order: only these can catch a bug."""
        passed = [{test for test, outcome in run.outcomes.items() if outcome == "passed"} for run in self.right]
        return frozenset.intersection(*map(frozenset, passed)) if passed else frozenset()

    def catches(self, bug: str) -> bool:
        """Whether the suite raises no false alarm and a reliable test of it fails on the program `bug`."""
        runs = [run for run in self.runs if run.program == bug and not run.is_right]
        if not runs:
            raise LookupError(f"there is no program `{bug}` in exam/programs/bugs; known: {', '.join(self.bugs)}")
        if self.false_alarms or not self.reliable:
            return False
        return all(run.ended and self._fails(run) for run in runs)

    @property
    def caught(self) -> list[str]:
        """Names of the bugs that the suite catches."""
        return [bug for bug in self.bugs if self.catches(bug)]

    @property
    def share_caught(self) -> float:
        """Caught bugs by all bugs, 0 to 1."""
        return len(self.caught) / len(self.bugs) if self.bugs else 0.0

    def _fails(self, run: SuiteRun) -> bool:
        fails = {test for test, outcome in run.outcomes.items() if outcome in BAD or outcome == "not_run"}
        return not self.reliable.isdisjoint(fails)


class SuiteWindow:
    """The fixture."""

    def __init__(self, peer: Peer, evidence: Evidence) -> None:
        self._peer = peer
        self._evidence = evidence

    @pytest.fixture(name="suite")
    def suite_fixture(self) -> Suite:
        """The runs of the candidate's tests: `suite.false_alarms`, `suite.catches(bug)`, `suite.share_caught`."""
        self._peer.touched += 1
        return Suite(tuple(_runs(self._evidence.read("suite", "test")["runs"])))


def _runs(raw: Iterable[dict[str, Any]]) -> Iterable[SuiteRun]:
    for each in raw:
        outcomes = dict(each["outcomes"])
        yield SuiteRun(each["program"], each["is_right"], each["order"], outcomes, each["ended"], each["why"])
