"""Stops the submission's clock when the exam's has been stopped."""

from datetime import datetime, timedelta
from typing import Any

from ...window import Peer


class Clock:
    """A `freezegun` freeze that follows the exam's."""

    def __init__(self) -> None:
        self._freezer: Any = None
        self._factory: Any = None
        self._kind: tuple[Any, ...] = ()

    def receive(self, note: list[Any]) -> None:
        """[None] lets time run; else [ISO time, offset from UTC in seconds, whether it ticks, which freeze]."""
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
        from freezegun import freeze_time

        offset = timedelta(seconds=offset_s)
        self._freezer = freeze_time(text, tz_offset=offset, tick=ticks, ignore=["_assay"])
        self._factory = self._freezer.start()

    def _stop(self) -> None:
        if self._freezer is not None:
            self._freezer.stop()
        self._freezer, self._kind = None, ()


def install(peer: Peer) -> None:
    """Listen for the exam's clock."""
    peer.on_note("clock", Clock().receive)
