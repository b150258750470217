"""Who did what: an append-only log, one line for each event."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .clock import Clock

SECRET = frozenset({"phone", "email", "note", "born"})


@dataclass(frozen=True)
class Event:
    """One line of the log."""

    at: datetime
    who: str
    what: str
    about: str
    facts: tuple[tuple[str, str], ...] = ()

    def line(self) -> str:
        """As JSON on one line."""
        body = {"at": self.at.isoformat(), "who": self.who, "what": self.what, "about": self.about}
        return json.dumps({**body, "facts": dict(self.facts)}, ensure_ascii=False)


class Audit:
    """Collects events, and writes them to a file when there is one."""

    def __init__(self, clock: Clock, path: Path | None = None) -> None:
        self._clock = clock
        self._path = path
        self._events: list[Event] = []

    def note(self, who: str, what: str, about: str, **facts: object) -> Event:
        """Write an event down. Facts that tell too much of a person are left out."""
        told = tuple((key, str(value)) for key, value in sorted(facts.items()) if key not in SECRET)
        event = Event(self._clock.now(), who, what, about, told)
        self._events.append(event)
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(event.line() + "\n")
        return event

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    def about(self, thing: str) -> list[Event]:
        """Events about one thing, in order."""
        return [event for event in self._events if event.about == thing]


def read(lines: Iterable[str]) -> Iterator[Event]:
    """Events of a written log; lines that can't be read are left out."""
    for line in lines:
        try:
            raw = json.loads(line)
            facts = tuple(sorted((str(key), str(value)) for key, value in raw.get("facts", {}).items()))
            yield Event(datetime.fromisoformat(raw["at"]), raw["who"], raw["what"], raw["about"], facts)
        except (ValueError, KeyError, AttributeError):
            continue
