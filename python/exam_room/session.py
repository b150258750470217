"""One run of an exam: set up the room, run pytest, tell how it went.

Whatever goes wrong in here is our fault or the task's, never the candidate's: it becomes `exam_problem`.
"""

import contextlib
import os
import socket
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

import pytest

from ..window import Limits, Peer
from . import folders, hints, hooks, kinds
from .checks import Checks
from .collection import Collection
from .config import Config, parse
from .differences import Differences
from .evaluating import Evaluating, Texts
from .events import Events, bounded
from .image import Image, fill
from .imports import Imports
from .loading import Loading
from .operands import Comparisons
from .programs import Programs
from .skips import Skips
from .sources import Inspecting, Sources
from .texts import Explainer
from .unpickling import Unpickling

WINDOW, EVENTS = 3, 4
LEAVE = os._exit
SETTINGS = {
    "pytest.ini": "",
    ".pytest.ini": "",
    "pyproject.toml": "[tool.pytest",
    "tox.ini": "[pytest]",
    "setup.cfg": "[tool:pytest]",
}
QUIET = ("-p", "no:cacheprovider", "-p", "no:faulthandler", "-p", "no:pastebin", "--capture=sys", "--tb=no")


def run(argument: str) -> None:
    """Run the exam that `argument` configures and leave; nothing that tests left behind can delay the end."""
    for descriptor in (WINDOW, EVENTS):
        os.set_inheritable(descriptor, False)
    events = Events(EVENTS)
    error: BaseException | None = None
    try:
        config = parse(argument)
        fill(config.exam, config.work)
        run_exam(config, events, socket.socket(fileno=WINDOW))
    except BaseException as raised:
        error = raised
    end(events, error)


def end(events: Events, error: BaseException | None) -> NoReturn:
    """Tell the end of the run, and of the room if `error` ended it; then leave."""
    if error is not None:
        text = "".join(traceback.format_exception(error))
        events.send("exam_problem", message=bounded(f"the exam room failed: {text}"))
    events.send("done")
    for stream in (sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    LEAVE(0)


def run_exam(config: Config, events: Events, window: Any, image: Image | None = None) -> None:
    """Run the exam in the working directory; an `image` waits before its first check, for what it is to examine."""
    os.chdir(config.work)
    peer = Peer(window, "exam", Limits(**config.limits), config.allow_equality, config.sealed)
    peer.on_tampering(lambda what: events.send("tampering", what=what))
    imports = Imports(peer, config, image)
    sources = Sources(config.source, config.work, image)
    sources.install()
    Inspecting(sources).install()
    Loading(peer, sources).install()
    _guard(peer, config)
    programs = Programs(peer, sources, config.work, imports.offered)
    programs.install()
    lasting = hooks.install(peer, config, imports)
    skips = Skips(peer, lasting)
    imports.install()
    comparisons = Comparisons()
    explainer = Explainer(peer, config.source, comparisons)
    collection = Collection(peer, events, imports, explainer)
    wait = (lambda: image.wait(peer, imports, collection, lasting)) if image else None
    checks = Checks(peer, config, events, collection, comparisons, explainer, lasting, skips, wait)
    arguments = [*QUIET, *folders.install(), *_settings(config.work)]
    arguments += _unusual_files(config.work) if "-c" in arguments else []
    windows = kinds.plugins(peer, config)
    code = pytest.main(arguments, plugins=[collection, checks, programs, skips, *windows])
    if checks.collected == 0 and not imports.errors:
        events.send("exam_problem", message="pytest finds no checks in the exam: name its files `test_*.py`")
    if checks.collected is None:
        _without_conftest(code, arguments, collection, checks, imports, events)


def _guard(peer: Peer, config: Config) -> None:
    """Let nothing of the submission run here by what tests do with texts, pickles and annotations."""
    hints.install(peer)
    peer.is_difference_asserted = Differences(config.exam, config.work).are_asserted
    texts = Texts(peer, config.exam)
    Evaluating(texts, config.work).install()
    Unpickling(peer, lambda file: file.startswith(f"{config.work}/") and texts.is_exams_file(file, config.work)).install()


def _without_conftest(
    code: int, arguments: list[str], collection: Collection, checks: Checks, imports: Imports, events: Events
) -> None:
    """pytest gave up before it collected: when a conftest could not import the submission, list the checks without."""
    if imports.errors:
        name, error = imports.errors[-1]
        collection.tell_import(name, error)
        collection.nothing_runs = True
        with imports.placeholders():
            pytest.main(arguments, plugins=[collection, checks])
    if checks.collected is None:
        events.send("exam_problem", message=f"pytest could not collect the exam (exit code {int(code)})")


def _unusual_files(work: Path) -> list[str]:
    """The test files of an exam that names none of them as pytest expects; a runner would be given their names."""
    files = sorted(work.rglob("*.py"))
    if any(file.name.startswith("test_") or file.name.endswith("_test.py") for file in files):
        return []
    texts = {file: file.read_text("utf-8", "replace") for file in files}
    return [str(file) for file, text in texts.items() if "def test" in text or "TestCase" in text]


def _settings(work: Path) -> list[str]:
    """Options that keep pytest from reading settings above the exam's own folder."""
    own = any(
        (work / name).is_file() and mark in (work / name).read_text("utf-8", "replace")
        for name, mark in SETTINGS.items()
    )
    options = [f"--rootdir={work}", f"--confcutdir={work}"]
    return options if own else [*options, "-c", os.devnull]
