"""The only place that asks the real clock. Everything else gets a clock handed in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the local time of the clinic."""

    def now(self) -> datetime:
        """Local time without a zone, to the second."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Local time without a zone, to the second."""
        return datetime.now().replace(microsecond=0)


class FixedClock:
    """A clock that stands still until somebody moves it; for tests and for trying things out."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        """The time that it was set to."""
        return self._now

    def move(self, **delta: float) -> None:
        """Move on, as in `clock.move(minutes=10)`."""
        self._now += timedelta(**delta)

    def set(self, now: datetime) -> None:
        """Set it to a time."""
        self._now = now


def today(clock: Clock) -> date:
    """The day that the clock is in."""
    return clock.now().date()
