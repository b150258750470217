"""What naive graders believe: an exit status, a JUnit file, the last line of a log, a file of results, a printed score.

Each reader stands for graders that there are; `cheats/README.md` names them. The control asks all of them.
"""

import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

READERS = ("status", "junit", "log", "checks", "leak", "unittest", "results", "score")
SUMMARY = re.compile(r"^.*?\d+ (?:passed|failed|error|skipped|xfailed).*$", re.MULTILINE)


@dataclass(frozen=True)
class Run:
    """What one run left behind; `status` is None when it was killed at the time limit."""

    status: int | None
    report: str
    output: str
    leftovers: str = ""
    results: str = ""


@dataclass(frozen=True)
class Belief:
    """What the three naive graders make of a run; `passed` are the names of passed test cases."""

    by_status: bool
    by_report: bool
    by_log: bool
    passed: frozenset[str] = field(default_factory=frozenset)
    share: float = 0.0


def cases_of(report: str) -> list[tuple[str, bool, bool]]:
    """Return name, whether passed and whether failed for each test case of a JUnit text; empty when it cannot be read."""
    try:
        root = ElementTree.fromstring(report)
    except ElementTree.ParseError:
        return []
    cases = []
    for case in root.iter("testcase"):
        marks = {child.tag for child in case}
        failed = bool(marks & {"failure", "error"})
        cases.append((f"{case.get('classname')}::{case.get('name')}", not failed and "skipped" not in marks, failed))
    return cases


def believe(run: Run) -> Belief:
    """Return what naive graders make of a run."""
    cases = cases_of(run.report)
    passed = frozenset(name for name, good, _ in cases if good)
    lines = SUMMARY.findall(run.output)
    log = bool(lines) and "passed" in lines[-1] and not re.search(r"failed|error", lines[-1])
    return Belief(
        by_status=run.status == 0,
        by_report=bool(cases) and not any(failed for _, _, failed in cases),
        by_log=log,
        passed=passed,
        share=len(passed) / len(cases) if cases else 0.0,
    )


def gains(cheat: Belief, honest_wrong: Belief) -> list[str]:
    """Return how a cheat is better off than the honest wrong answer; empty when it gained nothing."""
    found = [name for name, full in (("status", cheat.by_status), ("junit", cheat.by_report), ("log", cheat.by_log)) if full]
    more = len(cheat.passed - honest_wrong.passed)
    if not cheat.by_report and (more or cheat.share > honest_wrong.share):
        found.append(f"+{more} checks")
    return found


def reader_of(gain: str) -> str:
    """Return the reader that a gain stands for: `+3 checks` is believed by whoever counts `checks`."""
    return gain.rpartition(" ")[2]


def believes_results(text: str) -> bool:
    """Return whether a file of results claims full marks, in the shapes of the platforms that read one."""
    try:
        results = json.loads(text)
    except ValueError:
        return False
    if not isinstance(results, dict):
        return False
    return results.get("status") == "pass" or results.get("score") in (100, 100.0)


def believes_score(output: str) -> bool:
    """Return whether the last line that says a score says full marks."""
    scores = re.findall(r"^.*?score: *([0-9.]+)\s*$", output, re.MULTILINE)
    return bool(scores) and scores[-1] in ("100", "100.0")


def has_leaked(run: Run, where: str, canary: str) -> bool:
    """Return whether a text of the hidden tests shows in what a candidate could see: the output, or files left behind."""
    text = run.leftovers if where == "file" else run.output + run.report
    return bool(where) and canary in text


def read_small(path: Path, limit_bytes: int = 4_000_000) -> str:
    """Return the start of a file as text, empty when there is none."""
    try:
        with path.open("rb") as file:
            return file.read(limit_bytes).decode(errors="replace")
    except OSError:
        return ""
