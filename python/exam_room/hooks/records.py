"""The submission's log records and warnings appear in the exam room, where `caplog` and `pytest.warns` find them."""

import builtins
import contextlib
import logging
import warnings
from typing import Any

from ...window import Peer

SCALARS = (str, int, float, bool, type(None))


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

    def produce(self) -> dict[str, int] | None:
        """The note: levels by logger since the last message."""
        if not self._changed:
            return None
        told = dict(self._changed)
        self._changed.clear()
        return told


def _take_records(records: Any) -> None:
    for record in records if isinstance(records, list) else ():
        made = _made(record) if isinstance(record, dict) else None
        if made is not None:
            logging.getLogger(made.name).handle(made)


def _made(plain: dict[str, Any]) -> logging.LogRecord | None:
    """A record from the plain data; None when the data are not what an honest room sends."""
    name, level, msg, args = (plain.get(key) for key in ("name", "level", "msg", "args"))
    if (type(name), type(level), type(msg), type(args)) != (str, int, str, tuple):
        return None
    if not all(type(each) in SCALARS for each in args):
        return None
    path, line, function = str(plain.get("path")), plain.get("line"), str(plain.get("function"))
    made = logging.LogRecord(name, level, path, line if type(line) is int else 0, msg, args, None, function)
    exception, extra = plain.get("exception"), plain.get("extra")
    made.exc_text = exception if type(exception) is str else None
    for key, value in extra.items() if isinstance(extra, dict) else ():
        if type(key) is str and type(value) in SCALARS and not hasattr(made, key):
            setattr(made, key, value)
    return made


def _warn(text: Any, category: Any, names: Any, filename: Any, line: Any) -> None:
    """Issue the submission's warning here; raises when the exam's filters make an error of it."""
    if not (isinstance(category, type) and issubclass(category, Warning)):
        named = [getattr(builtins, name, None) for name in names if type(name) is str] if isinstance(names, tuple) else []
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
