"""The pytest plugin: runs each test node as one check and reports it on the event channel.

It writes nothing to the terminal and never lets pytest parse sources for tracebacks, which makes failing dear.
"""

import itertools
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

import pytest

from ..window import Peer, RoomEnded
from .collection import Collection
from .config import Config
from .events import Events, bounded
from .hooks.lasting import Lasting
from .operands import Comparisons
from .skips import Skips
from .texts import Explainer, Failure, masked

PHASE_ERRORS = ("setup", "teardown")


@dataclass
class Running:
    """What is known of the check that is being run."""

    nodeid: str
    reports: list[pytest.TestReport] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    room_ended: bool = False


class Checks:
    """Runs the collected items one by one."""

    def __init__(
        self,
        peer: Peer,
        config: Config,
        events: Events,
        collection: Collection,
        comparisons: Comparisons,
        explainer: Explainer,
        lasting: Lasting,
        skips: Skips,
        wait: Callable[[], None] | None = None,
    ) -> None:
        """`wait` is called between collecting and the first check."""
        self._peer = peer
        self._config = config
        self._events = events
        self._collection = collection
        self._comparisons = comparisons
        self._explainer = explainer
        self._lasting = lasting
        self._skips = skips
        self._wait = wait
        self.collected: int | None = None
        self._running: Running | None = None
        self._clock = time.process_time

    def pytest_configure(self, config: pytest.Config) -> None:
        """Name the marks that exams may use."""
        config.addinivalue_line("markers", "public: the candidate may see this check's inputs")
        config.addinivalue_line("markers", "points(n): what this check is worth")

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Silence the terminal, whose options stay known."""
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            session.config.pluginmanager.unregister(reporter)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Tell the grader which checks there are."""
        self.collected = len(session.items)
        if self._wait is None:
            self._tell_collected(session)

    def _tell_collected(self, session: pytest.Session) -> None:
        self._events.send("collected", checks=[self._described(item) for item in session.items])

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run every check whose file could be loaded, until the room ends."""
        if self._wait is not None:
            self._wait()
            self._tell_collected(session)
        items = [item for item in session.items if self._collection.is_runnable(item)]
        for item, following in itertools.zip_longest(items, items[1:]):
            if not self._run(item, following) or session.shouldfail or session.shouldstop:
                break
        return True

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Report a phase without rendering a traceback."""
        failure = None
        outcome, longrepr = "passed", None
        if call.excinfo is not None:
            error = call.excinfo.value
            if isinstance(error, pytest.skip.Exception):
                outcome, longrepr = "skipped", _skip_place(item, error)
            else:
                failure = self._failure(error)
                outcome, longrepr = "failed", failure.message
        report = _report(item, call, outcome, longrepr)
        report.assay_failure = failure
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Any:
        """Take over the operands of failing asserts while the check itself runs."""
        self._comparisons.listen()
        return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the reports of the running check, those of its subtests too."""
        if self._running is not None and report.nodeid == self._running.nodeid:
            self._running.reports.append(report)

    def _failure(self, error: BaseException) -> Failure:
        if isinstance(error, RoomEnded) and self._running is not None:
            self._running.room_ended = True
        failure = self._explainer.explain(error)
        if self._running is not None:
            self._running.failures.append(failure)
        return failure

    def _run(self, item: pytest.Item, following: pytest.Item | None) -> bool:
        """Run one check; whether the session may go on."""
        self._running = running = Running(item.nodeid)
        self._events.send("started", id=item.nodeid)
        self._peer.denied.clear()
        self._peer.last_call = None
        touched, begin = self._peer.touched, self._clock()
        goes_on = True
        self._lasting.begin()
        try:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        except BaseException as error:
            self._failure(error)
            goes_on = False
        self._lasting.end()
        was_touched = self._peer.touched != touched
        running.room_ended = running.room_ended or self._peer.ended
        self._finish(item, running, was_touched, (self._clock() - begin) * 1000)
        self._running = None
        return goes_on and not running.room_ended

    def _finish(self, item: pytest.Item, running: Running, touched: bool, cpu_ms: float) -> None:
        outcome, reason = _outcome(running, touched)
        if outcome == "skipped" and not _xfailed(running) and self._skips.may_be_caused(item):
            outcome, reason = "failed", "skipped_after_touching"
        bad = outcome in ("failed", "error")
        failure = _decisive(running, reason) if bad else None
        if failure is None and reason == "room_ended":
            failure = self._explainer.explain(RoomEnded())
        fields: dict[str, Any] = asdict(failure) if failure else _no_failure(running, outcome)
        fields["reason"] = reason or fields["reason"]
        self._events.send(
            "finished",
            id=running.nodeid,
            outcome=outcome,
            **fields,
            output=_output(running) if bad else None,
            touched=touched,
            cpu_ms=round(cpu_ms, 3),
        )

    def _described(self, item: pytest.Item) -> dict[str, Any]:
        points = item.get_closest_marker("points")
        public = self._config.all_public or item.get_closest_marker("public") is not None
        worth = points.args[0] if points and points.args else 1
        return {"id": item.nodeid, "title": _title(item), "public": public, "points": worth}


def _outcome(running: Running, touched: bool) -> tuple[str, str | None]:
    """The check's outcome and a reason that does not lie in an exception."""
    if running.room_ended:
        return "failed", "room_ended"
    failed = [report for report in running.reports if report.failed]
    if failed:
        return ("error" if failed[0].when in PHASE_ERRORS else "failed"), None
    if not running.reports or (running.failures and not _xfailed(running)):
        return "error", None
    if any(report.skipped and not hasattr(report, "wasxfail") for report in running.reports):
        return ("failed", "skipped_after_touching") if touched else ("skipped", None)
    return ("skipped", None) if _xfailed(running) else ("passed", None)


def _xfailed(running: Running) -> bool:
    return any(report.skipped and hasattr(report, "wasxfail") for report in running.reports)


def _decisive(running: Running, reason: str | None) -> Failure | None:
    """The failure to show: the one that has the reason, else the first."""
    matching = [failure for failure in running.failures if failure.reason == reason]
    return next(iter(matching or running.failures), None)


def _no_failure(running: Running, outcome: str) -> dict[str, Any]:
    message = None
    if outcome in ("failed", "error"):
        texts = [str(report.longrepr) for report in running.reports if report.longrepr is not None]
        message = bounded(masked(texts[-1])) if texts else "this check did not run to its end"
    return {"message": message, "input": None, "expected": None, "got": None, "location": None, "reason": None}


def _output(running: Running) -> str | None:
    """What was captured, each section once (later phases repeat earlier ones)."""
    sections = dict(section for report in running.reports for section in report.sections)
    text = "".join(content for name, content in sections.items() if name.startswith("Captured std"))
    return bounded(masked(text)) if text else None


def _report(item: pytest.Item, call: pytest.CallInfo[None], outcome: str, longrepr: Any) -> pytest.TestReport:
    return pytest.TestReport(
        item.nodeid,
        item.location,
        {name: 1 for name in item.keywords},
        outcome,
        longrepr,
        call.when,
        [(f"Captured {key} {when}", content) for when, key, content in item._report_sections],
        call.duration,
        call.start,
        call.stop,
        user_properties=item.user_properties,
    )


def _skip_place(item: pytest.Item, error: BaseException) -> tuple[str, int, str]:
    path, line = item.reportinfo()[:2]
    return str(path), (line or 0) + 1, str(error)


def _title(item: pytest.Item) -> str:
    function = getattr(item, "function", None)
    doc = (getattr(function, "__doc__", None) or "").strip().partition("\n")[0].strip()
    return bounded(doc or item.name.removeprefix("test_").replace("_", " "), 200) or item.name
