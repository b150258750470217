"""Environment variables that one room sets are set in the other too; so do both rooms use this module."""

import os
from collections.abc import Callable
from typing import Any

PRIVATE = ("PYTHON", "PYTEST", "LD_", "LC_", "ASSAY", "HYPOTHESIS")
PRIVATE_NAMES = frozenset({"PATH", "HOME", "TMPDIR", "LANG", "TZ"})
LENGTH = 1 << 16


def is_shared_back(name: str) -> bool:
    """Whether a variable may come back from the submission: never one that steers the exam's own process."""
    return name not in PRIVATE_NAMES and not name.startswith(PRIVATE)


def is_for_submission(name: str) -> bool:
    """Whether the submission may see a variable of the exam: pytest's own name the running check."""
    return not name.startswith("PYTEST")


class Environment:
    """Remembers what the other room knows, and tells what has changed; a dict comparison when nothing has."""

    def __init__(self, may_send: Callable[[str], bool], may_receive: Callable[[str], bool]) -> None:
        self._may_send = may_send
        self._may_receive = may_receive
        self._seen: dict[Any, Any] = dict(self._raw())
        self._told = self._sendable()

    def produce(self) -> tuple[tuple[str, str | None], ...] | None:
        """The note: names with their new values, None for what is gone."""
        if self._raw() == self._seen:
            return None
        self._seen = dict(self._raw())
        now, before = self._sendable(), self._told
        self._told = now
        changes: dict[str, str | None] = {name: value for name, value in now.items() if before.get(name) != value}
        changes |= {name: None for name in before if name not in now}
        return tuple(changes.items()) or None

    def receive(self, changes: Any) -> None:
        """Apply the other room's note; what is no plain variable is left out."""
        for change in changes if type(changes) is tuple else ():
            if type(change) is tuple and len(change) == 2 and _is_plain(*change) and self._may_receive(change[0]):
                _apply(*change)
        self._seen = dict(self._raw())
        self._told = self._sendable()

    def _sendable(self) -> dict[str, str]:
        return {name: value for name, value in os.environ.items() if self._may_send(name)}

    def _raw(self) -> Any:
        return getattr(os.environ, "_data", os.environ)


def _is_plain(name: Any, value: Any) -> bool:
    if type(name) is not str or not name or "=" in name or "\0" in name or len(name) > LENGTH:
        return False
    return value is None or (type(value) is str and "\0" not in value and len(value) <= LENGTH)


def _apply(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
