"""The submission's log records and warnings appear in the exam room, where `caplog` and `pytest.warns` find them."""

import builtins
import contextlib
import logging
import warnings
from typing import Any

from ...window import Peer

SCALARS = (str, int, float, bool, type(None))
RECORD = (str, int, str, tuple, str, int, str)


class Levels:
    """Levels that tests set on loggers, so that the submission's loggers let the same records pass."""

    def __init__(self) -> None:
        self._changed: dict[str, int] = {}

    def follow(self) -> None:
        """Notice `Logger.setLevel` and `logging.disable`."""
        set_level, disable = logging.Logger.setLevel, logging.disable
        changed = self._changed

        def noticed_set_level(logger: logging.Logger, level: int | str) -> None:
            set_level(logger, level)
            changed[f"logger:{'' if isinstance(logger, logging.RootLogger) else logger.name}"] = logger.level

        def noticed_disable(level: int = logging.CRITICAL) -> None:
            disable(level)
            changed["disable"] = logging.root.manager.disable

        logging.Logger.setLevel = noticed_set_level
        logging.disable = noticed_disable

    def produce(self) -> tuple[tuple[str, int], ...] | None:
        """The note: loggers and their levels since the last message."""
        if not self._changed:
            return None
        told = tuple(self._changed.items())
        self._changed.clear()
        return told


def _take_records(records: Any) -> None:
    for record in records if type(records) is tuple else ():
        if type(record) is tuple and tuple(map(type, record))[:7] == RECORD and len(record) == 9:
            made = _made(*record)
            logging.getLogger(made.name).handle(made)


def _made(
    name: str, level: int, message: str, args: Any, function: str, line: int, path: str, exception: Any, extra: Any
) -> logging.LogRecord:
    """A record from plain data; what of it an honest room does not send is left out."""
    plain = args if all(type(each) in SCALARS for each in args) else ()
    made = logging.LogRecord(name, level, path, line, message, plain, None, function)
    made.exc_text = exception if type(exception) is str else None
    for pair in extra if type(extra) is tuple else ():
        if type(pair) is tuple and len(pair) == 2 and type(pair[0]) is str and type(pair[1]) in SCALARS:
            vars(made).setdefault(*pair)
    return made


def _warn(text: Any, category: Any, names: Any, filename: Any, line: Any) -> None:
    """Issue the submission's warning here; raises when the exam's filters make an error of it."""
    if not (isinstance(category, type) and issubclass(category, Warning)):
        named = (
            [getattr(builtins, name, None) for name in names if type(name) is str] if isinstance(names, tuple) else []
        )
        found = [each for each in named if isinstance(each, type) and issubclass(each, Warning)]
        category = found[0] if found else UserWarning
    place = (str(filename), line if type(line) is int else 1)
    warnings.warn_explicit(str(text), category, *place)


def _take_warnings(waiting: Any) -> None:
    """Issue what could not be told at once; a filter that makes errors of these has nobody to raise them at."""
    for form in waiting if isinstance(waiting, tuple) else ():
        if isinstance(form, tuple) and len(form) == 5:
            with contextlib.suppress(Warning):
                _warn(*form)


def install(peer: Peer) -> None:
    """Listen for records and warnings, and tell which levels the exam wants."""
    levels = Levels()
    levels.follow()
    peer.add_note("levels", levels.produce)
    peer.on_note("records", _take_records)
    peer.on_note("warnings", _take_warnings)
    peer.register("warn", _warn)
