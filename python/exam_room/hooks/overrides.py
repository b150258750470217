"""What a test patches in the standard library or in a third-party module is patched in the submission room too.

Before each outgoing message a list of watched attributes is compared by identity, which costs about two microseconds.
Whatever `mock.patch` and `monkeypatch` touch joins the list.
"""

import sys
import types
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from ...window import Peer, is_stand_in
from ..imports import Imports

MISSING = object()
WATCHED = {
    "builtins": "input open print",
    "random": "random randint randrange choice choices shuffle sample uniform gauss normalvariate getrandbits",
    "time": "time sleep monotonic perf_counter process_time time_ns localtime gmtime strftime ctime",
    "datetime": "datetime date",
    "os": "getenv system listdir remove urandom getpid getlogin",
    "sys": "exit",
    "subprocess": "run Popen call check_call check_output",
    "socket": "socket create_connection gethostbyname gethostname",
    "urllib.request": "urlopen",
    "getpass": "getpass getuser",
    "uuid": "uuid1 uuid4",
    "secrets": "choice randbelow token_hex",
    "shutil": "which get_terminal_size",
    "platform": "system",
    "webbrowser": "open",
}
ELSEWHERE = {("sys", name) for name in "stdin stdout stderr argv path modules meta_path".split()} | {("os", "environ")}
SPACE, NAME, CURRENT, ORIGINAL, MODULE, PATH, IS_SENT = range(7)


class Overrides:
    """The watch list."""

    def __init__(self, imports: Imports, home: Path) -> None:
        self._entries: list[list[Any]] = []
        self._known: set[tuple[str, str, str]] = set()
        self._home = f"{home}/"
        for name, attributes in WATCHED.items():
            imports.after_import(name, lambda module, names=attributes: self._watch_all(module, names.split()))

    def produce(self) -> tuple[Any, ...] | None:
        """The note: what has changed since the last message."""
        changed = [each for each in self._entries if each[SPACE].get(each[NAME], MISSING) is not each[CURRENT]]
        return tuple(form for each in changed if (form := _form(each)) is not None) or None

    def watch(self, target: Any, name: str, original: Any) -> None:
        """Watch attribute `name` of a module or class that is neither the exam's nor the submission's."""
        place = _place(target)
        if place is None or is_stand_in(target) or (*place, name) in self._known or self._is_own(place[0]):
            return
        if (place[0], name) in ELSEWHERE:
            return
        self._known.add((*place, name))
        self._entries.append([vars(target), name, original, original, *place, False])

    def _watch_all(self, module: types.ModuleType, names: list[str]) -> None:
        for name in names:
            self.watch(module, name, getattr(module, name, MISSING))

    def _is_own(self, module: str) -> bool:
        file = getattr(sys.modules.get(module), "__file__", None) or ""
        return file.startswith(self._home) or module.startswith(("_assay", "_pytest", "pytest", "unittest", "pluggy"))


def _place(target: Any) -> tuple[str, str] | None:
    """Module name and path inside of it of a module or class that can be found again under these names."""
    if isinstance(target, types.ModuleType):
        name = vars(target).get("__name__")
        return (name, "") if sys.modules.get(name) is target else None
    if not isinstance(target, type):
        return None
    found: Any = sys.modules.get(target.__module__)
    for part in target.__qualname__.split("."):
        found = getattr(found, part, None)
    return (target.__module__, target.__qualname__) if found is target else None


def _form(entry: list[Any]) -> tuple[Any, ...] | None:
    """What to tell of a changed entry; None when the submission need not know."""
    value = entry[CURRENT] = entry[SPACE].get(entry[NAME], MISSING)
    where = (entry[MODULE], entry[PATH], entry[NAME])
    if value is entry[ORIGINAL]:
        was_sent, entry[IS_SENT] = entry[IS_SENT], False
        return (*where, "restore", None) if was_sent else None
    if _is_frozen_clock(value):
        return None
    entry[IS_SENT] = True
    return (*where, "delete", None) if value is MISSING else (*where, "set", value)


def _is_frozen_clock(value: Any) -> bool:
    return str(getattr(value, "__module__", "")).startswith("freezegun")


def install(peer: Peer, imports: Imports, home: Path) -> None:
    """Watch, and let every patch join the list."""
    overrides = Overrides(imports, home)
    _follow_mock(overrides)
    _follow_monkeypatch(overrides)
    peer.add_note("overrides", overrides.produce)


def _follow_mock(overrides: Overrides) -> None:
    enter = mock._patch.__enter__

    def follow(self: Any) -> Any:
        entered = enter(self)
        overrides.watch(self.target, self.attribute, self.temp_original)
        return entered

    mock._patch.__enter__ = follow


def _follow_monkeypatch(overrides: Overrides) -> None:
    for method in ("setattr", "delattr"):
        plain = getattr(pytest.MonkeyPatch, method)
        setattr(pytest.MonkeyPatch, method, _following(plain, overrides))


def _following(plain: Any, overrides: Overrides) -> Any:
    def follow(self: pytest.MonkeyPatch, *args: Any, **keywords: Any) -> None:
        known = len(self._setattr)
        plain(self, *args, **keywords)
        for target, name, original in self._setattr[known:]:
            overrides.watch(target, name, original)

    return follow
