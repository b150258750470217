"""A clock that `freezegun` has stopped in the exam stands still in the submission room too."""

import sys
from typing import Any

from ...submission_room.hooks.clock import prepare
from ...window import Peer
from ..imports import Imports


class FrozenClock:
    """What freezegun says the time is."""

    def __init__(self) -> None:
        self._told: Any = None
        self._modules = sys.modules

    def produce(self) -> tuple[Any, ...] | None:
        """The note: (ISO time, offset from UTC in s, whether it ticks, which freeze), or (None,) when time runs."""
        api = self._modules.get("freezegun.api")
        if api is None:
            return None
        now = self._state(api)
        if now == self._told:
            return None
        self._told = now
        return now or (None,)

    def _state(self, api: Any) -> tuple[Any, ...] | None:
        if not api.freeze_factories:
            return None
        factory = api.freeze_factories[-1]
        ticks = isinstance(factory, api.TickingDateTimeFactory)
        if ticks and self._told is not None and self._told[2] and self._told[3] == id(factory):
            return self._told
        offset = api.tz_offsets[-1].total_seconds() if api.tz_offsets else 0.0
        return (factory().isoformat(), offset, ticks, id(factory))


def install(peer: Peer, imports: Imports) -> None:
    """Tell the submission room when time stops, moves and runs again."""
    imports.after_import("freezegun.api", prepare)
    peer.add_note("clock", FrozenClock().produce)
