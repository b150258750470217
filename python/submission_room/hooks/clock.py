"""Stops the submission's clock when the exam's has been stopped."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from ...window import Peer, is_stand_in
from ...window.codec import WRITERS


def prepare(api: Any) -> None:
    """Keep freezegun away from the window's own modules and from stand-ins, and let its dates cross as dates.

    Its ignore list would not do: it also gives the real time to whatever such a module calls, the submission included.
    """
    for name in ("_get_cached_module_attributes", "_get_module_attributes"):
        setattr(api, name, _except_own(getattr(api, name)))
    WRITERS[api.FakeDatetime] = WRITERS[datetime]
    WRITERS[api.FakeDate] = WRITERS[date]


def _except_own(plain: Callable[[Any], list[Any]]) -> Callable[[Any], list[Any]]:
    def attributes(module: Any) -> list[Any]:
        is_own = is_stand_in(module) or module.__name__.startswith("_assay")
        return [] if is_own else plain(module)

    return attributes


class Clock:
    """A `freezegun` freeze that follows the exam's."""

    def __init__(self) -> None:
        self._freezer: Any = None
        self._factory: Any = None
        self._is_prepared = False
        self._kind: tuple[Any, ...] = ()

    def receive(self, note: tuple[Any, ...]) -> None:
        """(None,) lets time run; else (ISO time, offset from UTC in seconds, whether it ticks, which freeze)."""
        if note[0] is None:
            self._stop()
            return
        text, offset_s, ticks, which = note
        if self._kind != (offset_s, ticks, which):
            self._stop()
            self._start(text, offset_s, ticks)
            self._kind = (offset_s, ticks, which)
        else:
            self._factory.move_to(datetime.fromisoformat(text))

    def _start(self, text: str, offset_s: float, ticks: bool) -> None:
        from freezegun import api, freeze_time

        if not self._is_prepared:
            prepare(api)
            self._is_prepared = True
        offset = timedelta(seconds=offset_s)
        self._freezer = freeze_time(text, tz_offset=offset, tick=ticks)
        self._factory = self._freezer.start()

    def _stop(self) -> None:
        if self._freezer is not None:
            self._freezer.stop()
        self._freezer, self._kind = None, ()


def install(peer: Peer) -> None:
    """Listen for the exam's clock."""
    peer.on_note("clock", Clock().receive)
