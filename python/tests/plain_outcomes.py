"""A pytest plugin that writes each node's outcome as JSON: the control that the grader is held against.

The file named by the environment variable `PLAIN_OUTCOMES` receives `{node id: "passed" | "failed" | "error" | "skipped"}`.
"""

import json
import os

import pytest

_outcomes: dict[str, str] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep the worst phase of each node: a broken set-up or tear-down is an error, a broken call a failure."""
    known = _outcomes.get(report.nodeid)
    if report.failed:
        _outcomes[report.nodeid] = "failed" if report.when == "call" else known if known == "failed" else "error"
    elif report.skipped:
        _outcomes[report.nodeid] = "skipped"
    elif known is None and report.when == "call":
        _outcomes[report.nodeid] = "passed"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write what was kept."""
    with open(os.environ["PLAIN_OUTCOMES"], "w", encoding="utf-8") as file:
        json.dump(_outcomes, file)
