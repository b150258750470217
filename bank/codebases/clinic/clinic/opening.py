"""When the clinic is open, and counting in working days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from .model import Span
from .settings import Settings

LONGEST_SEARCH_DAYS = 400


class Opening:
    """Opening hours of one clinic."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def spans(self, day: date) -> list[Span]:
        """The spans in which the clinic is open on a day, in order; none when it's closed."""
        if day in self._settings.closed:
            return []
        pieces = self._settings.hours.get(day.weekday(), ())
        return [Span(datetime.combine(day, first), datetime.combine(day, last)) for first, last in pieces]

    def is_open_on(self, day: date) -> bool:
        """Whether the clinic opens on that day at all."""
        return bool(self.spans(day))

    def covers(self, span: Span) -> bool:
        """Whether the clinic is open for the whole of the span."""
        return any(piece.contains(span) for piece in self.spans(span.day))

    def days(self, first: date, last: date) -> Iterator[date]:
        """Open days from `first` to `last`, both included."""
        day = first
        while day <= last:
            if self.is_open_on(day):
                yield day
            day += timedelta(days=1)

    def add_working_days(self, day: date, count: int) -> date:
        """The day that is so many open days after `day`; with a negative count, before it."""
        step = timedelta(days=1 if count > 0 else -1)
        left, searched = abs(count), 0
        while left:
            day += step
            searched += 1
            if searched > LONGEST_SEARCH_DAYS:
                raise ValueError("the clinic is closed for more than a year")
            if self.is_open_on(day):
                left -= 1
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Open days after `first` up to and with `last`."""
        return sum(1 for _day in self.days(first + timedelta(days=1), last))

    def minutes(self, day: date) -> int:
        """Minutes for which the clinic is open on a day."""
        return sum(span.minutes for span in self.spans(day))
