"""The submission's log records and warnings, as plain data for the exam room."""

import logging
import sys
import warnings
from typing import Any

from ...window import Peer

RECORDS = 2000
TEXT = 20_000
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
SCALARS = (str, int, float, bool, type(None))


class Forwarder(logging.Handler):
    """Collects records until the next message; sits at the root logger as pytest's own handler would."""

    def __init__(self) -> None:
        super().__init__(0)
        self._waiting: list[tuple[Any, ...]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the plain parts of `record`."""
        if len(self._waiting) >= RECORDS:
            return
        try:
            text = record.getMessage()
        except Exception:
            self.handleError(record)
            return
        self._waiting.append(_plain(record, text))

    def take(self) -> tuple[tuple[Any, ...], ...] | None:
        """The note: what was logged since the last message."""
        if not self._waiting:
            return None
        waiting, self._waiting = tuple(self._waiting), []
        return waiting


def _plain(record: logging.LogRecord, text: str) -> tuple[Any, ...]:
    """(name, level, message, arguments, function, line, path, exception or None, extra attributes)."""
    args = (
        record.args if isinstance(record.args, tuple) and all(type(each) in SCALARS for each in record.args) else None
    )
    traced = logging.Formatter().formatException(record.exc_info) if record.exc_info and record.exc_info[0] else None
    extra = [(name, value) for name, value in vars(record).items() if name not in STANDARD and type(value) in SCALARS]
    message = str(record.msg)[:TEXT] if args is not None else text[:TEXT]
    place = (str(record.funcName), int(record.lineno), str(record.pathname))
    return (
        str(record.name)[:TEXT],
        int(record.levelno),
        message,
        args or (),
        *place,
        traced and traced[:TEXT],
        tuple(extra),
    )


def _take_levels(levels: tuple[tuple[str, int], ...]) -> None:
    for name, level in levels:
        if name == "disable":
            logging.disable(level)
        else:
            logging.getLogger(name.removeprefix("logger:")).setLevel(level)


class Warnings:
    """Issues warnings in the exam room at once, so that an exam's filter can make an error of one.

    A finaliser may warn in the midst of the window's own work; then nothing can be asked and the warning waits.
    """

    def __init__(self, peer: Peer) -> None:
        self._peer = peer
        self._waiting: list[tuple[Any, ...]] = []

    def show(
        self, message: Any, category: Any, filename: str, lineno: int, _file: Any = None, _line: Any = None
    ) -> None:
        """Take the place of `warnings.showwarning`."""
        names = tuple(each.__name__ for each in category.__mro__ if each.__module__ == "builtins")
        text, place = str(message)[:TEXT], (str(filename), int(lineno))
        if not _within_window():
            self._peer.ask("warn", text, category, names, *place)
        elif len(self._waiting) < RECORDS:
            self._waiting.append((text, None, names, *place))

    def take(self) -> tuple[tuple[Any, ...], ...] | None:
        """The note: warnings that waited."""
        if not self._waiting:
            return None
        waiting, self._waiting = tuple(self._waiting), []
        return waiting


def _within_window() -> bool:
    """Whether the window's own code, and not an operation that it carries out, is what runs."""
    frame = sys._getframe(1)
    while frame is not None:
        module = str(frame.f_globals.get("__name__"))
        if module.startswith("_assay.window"):
            return module != "_assay.window.operations"
        frame = frame.f_back
    return False


def install(peer: Peer) -> None:
    """Forward records and warnings; the exam decides which it wants."""
    forwarder = Forwarder()
    logging.getLogger().addHandler(forwarder)
    peer.add_note("records", forwarder.take)
    peer.on_note("levels", _take_levels)
    collected = Warnings(peer)
    peer.add_note("warnings", collected.take)
    warnings.simplefilter("always")
    warnings.showwarning = collected.show
