"""Applies what a test patched outside of the submission: attributes of standard and third-party modules."""

import contextlib
import importlib
from typing import Any

from ...window import Peer

MISSING = object()


class Overrides:
    """The attributes that are patched now, with what was there before."""

    def __init__(self) -> None:
        self._before: dict[tuple[str, str, str], Any] = {}

    def receive(self, changes: tuple[Any, ...]) -> None:
        """Apply a note of the exam's: (module, path of a class in it, name, "set" | "delete" | "restore", value)."""
        for module, path, name, action, value in changes:
            with contextlib.suppress(ImportError, AttributeError, TypeError):
                self._apply(module, path, name, action, value)

    def _apply(self, module: str, path: str, name: str, action: str, value: Any) -> None:
        target: Any = importlib.import_module(module)
        for part in path.split(".") if path else ():
            target = getattr(target, part)
        key = (module, path, name)
        if action == "restore":
            value = self._before.pop(key, MISSING)
        elif key not in self._before:
            self._before[key] = vars(target).get(name, MISSING)
        if action == "delete" or value is MISSING:
            delattr(target, name)
        else:
            setattr(target, name, value)


def install(peer: Peer) -> None:
    """Listen for patches."""
    peer.on_note("overrides", Overrides().receive)
