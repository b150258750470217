"""Collecting checks even when the submission cannot be imported, so that the possible points are right.

A test file that fails to load is loaded again with placeholders; if that fails too, its text is scanned. The checks
found in either way are listed and never run: plain pytest would fail them all.
"""

import inspect
from typing import Any

import pytest
from _pytest import runner

from ..window import Peer, RoomEnded, is_stand_in
from ..window.mirrors import LiveAttribute
from .events import Events
from .imports import Imports
from .promises import Promise
from .scan import UnrunCheck, scanned_checks, scanned_methods
from .texts import Explainer, error_text


class Collection:
    """The collecting half of the plugin."""

    def __init__(self, peer: Peer, events: Events, imports: Imports, explainer: Explainer) -> None:
        self._peer = peer
        self._events = events
        self._imports = imports
        self._explainer = explainer
        self._unrun: set[str] = set()
        self._told: set[str] = set()
        self._modules: list[pytest.Module] = []
        self.nothing_runs = False
        self.problems = 0

    def is_runnable(self, item: pytest.Item) -> bool:
        """Whether the file of `item` was loaded with the submission itself."""
        if self.nothing_runs or isinstance(item, UnrunCheck):
            return False
        module = item.getparent(pytest.Module)
        return module is None or module.nodeid not in self._unrun

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makeitem(self, collector: pytest.Collector, name: str, obj: Any) -> list[pytest.Item] | None:
        """Let nothing that lives in the submission be a check, whatever its name."""
        return [] if is_foreign(obj) else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Drop the methods that a test class has from a base in the submission."""
        items[:] = [item for item in items if not _is_foreign_method(item)]

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Any:
        """Where a test file fails because of the submission, list its checks without it."""
        if isinstance(collector, pytest.Module):
            self._modules.append(collector)
        touched, known = self._peer.touched, len(self._imports.errors)
        error: BaseException | None = None
        try:
            report = yield
        except SystemExit as exit_:
            error, report = exit_, None
        if report is not None and report.call.excinfo is not None:
            error = report.call.excinfo.value
        concerned = self._peer.touched != touched or len(self._imports.errors) != known
        if error is not None and concerned and isinstance(collector, pytest.Class):
            return self._only_named(collector, error)
        if error is None or not isinstance(collector, pytest.Module):
            return report
        skipped = report is not None and report.skipped
        return report if skipped and not concerned else self._without_submission(collector, error, report, concerned)

    def _only_named(self, collector: pytest.Class, error: BaseException) -> Any:
        """List the checks of a class that can't be collected because of the submission; none of them is run."""
        module = collector.getparent(pytest.Module)
        if module is not None:
            self._tell(module, _root(error))
        return pytest.CollectReport(collector.nodeid, "passed", None, scanned_methods(collector))

    def _without_submission(
        self, collector: pytest.Module, error: BaseException, report: Any, concerned: bool
    ) -> Any:
        first = _root(error)
        with self._imports.placeholders():
            second = runner.pytest_make_collect_report(collector)
        if second.passed:
            self._tell(collector, first)
            self._unrun.add(collector.nodeid)
            return second
        scanned = scanned_checks(collector, collector.path)
        if not scanned or not (concerned or self._concerns_submission(first)):
            self._problem(f"{collector.nodeid}: {error_text(first)}")
            return report or second
        self._tell(collector, first)
        return pytest.CollectReport(collector.nodeid, "passed", None, scanned)

    def _concerns_submission(self, error: BaseException) -> bool:
        known = any(error is seen for _name, seen in self._imports.errors)
        return known or isinstance(error, RoomEnded | ImportError) or self._explainer.location(error) is not None

    def tell_import(self, module: str, error: BaseException) -> None:
        """Report once that `module` of the submission cannot be imported because of `error`."""
        kind, message = _kind(error), error_text(error)
        if message in self._told:
            return
        self._told.add(message)
        place = self._explainer.location(error)
        self._events.send("import_failed", kind=kind, module=module, message=message, location=place)

    def _tell(self, collector: pytest.Module, error: BaseException) -> None:
        names = [name for name, seen in self._imports.errors if seen is error]
        named = getattr(error, "name", None) if isinstance(error, ImportError) else None
        self.tell_import(next(iter(names), None) or named or collector.path.stem, error)

    def lose(self, file: str, error: BaseException) -> bool:
        """Run no check of the test file `file`, whose import of the submission failed late; False: it is no test file."""
        collector = next((each for each in self._modules if str(each.path) == file), None)
        if collector is None:
            return False
        self._tell(collector, error)
        self._unrun.add(collector.nodeid)
        return True

    def _problem(self, message: str) -> None:
        self.problems += 1
        self._events.send("exam_problem", message=message)


def is_foreign(value: Any) -> bool:
    """Whether a value lives in the submission; a test's own subclass of a class there does not."""
    if type(value) is not Promise and isinstance(value, type) and vars(value).get("_assay_twin"):
        return False
    return type(value) is Promise or is_stand_in(value) or isinstance(value, LiveAttribute)


def _is_foreign_method(item: pytest.Item) -> bool:
    group = item.getparent(pytest.Class)
    if group is None:
        return False
    name = getattr(item, "originalname", None) or item.name
    return is_foreign(inspect.getattr_static(group.obj, name, None))


def _root(error: BaseException) -> BaseException:
    """What pytest's own `CollectError` was raised from."""
    if isinstance(error, pytest.Collector.CollectError) and error.__cause__ is not None:
        return error.__cause__
    return error


def _kind(error: BaseException) -> str:
    if isinstance(error, RoomEnded):
        return "room_ended"
    if isinstance(error, SyntaxError):
        return "syntax_error"
    if isinstance(error, ModuleNotFoundError):
        return "missing_module"
    if isinstance(error, ImportError) and "cannot import name" in str(error):
        return "missing_name"
    if isinstance(error, AttributeError) and not getattr(error, "__assay_location__", None):
        return "missing_name"
    return "raised"
