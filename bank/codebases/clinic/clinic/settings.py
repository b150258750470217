"""Settings of a clinic: an INI file, read once and checked, with defaults for all that is missing."""

from __future__ import annotations

import configparser
from dataclasses import dataclass, field
from datetime import date, time

from .model import Invalid

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

DEFAULT_HOURS = {
    0: ((time(8), time(12)), (time(13), time(17))),
    1: ((time(8), time(12)), (time(13), time(17))),
    2: ((time(8), time(12)),),
    3: ((time(8), time(12)), (time(13), time(18))),
    4: ((time(8), time(13)),),
}

Hours = tuple[tuple[time, time], ...]


@dataclass(frozen=True)
class Settings:
    """What a clinic decides for itself."""

    name: str = "Clinic"
    hours: dict[int, Hours] = field(default_factory=lambda: dict(DEFAULT_HOURS))
    closed: frozenset[date] = frozenset()
    notice_minutes: int = 60
    horizon_days: int = 90
    most_open_per_patient: int = 3
    most_missed: int = 3
    missed_within_days: int = 180
    free_cancellation_hours: int = 24
    late_fee_cents: int = 2500
    reminder_hours: tuple[int, ...] = (48, 3)
    quiet_from: time = time(20)
    quiet_to: time = time(8)
    country_code: str = "49"


def parse(text: str) -> Settings:
    """Read settings. Raises `Invalid` with the section and the key that is wrong."""
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(text)
    except configparser.Error as error:
        raise Invalid(f"the settings can't be read: {error}") from error
    default = Settings()
    hours = _hours(parser) if parser.has_section("hours") else dict(DEFAULT_HOURS)
    return Settings(
        name=parser.get("clinic", "name", fallback=default.name).strip(),
        hours=hours,
        closed=_closed(parser),
        notice_minutes=_number(parser, "booking", "notice_minutes", default.notice_minutes),
        horizon_days=_number(parser, "booking", "horizon_days", default.horizon_days),
        most_open_per_patient=_number(parser, "booking", "most_open_per_patient", default.most_open_per_patient),
        most_missed=_number(parser, "booking", "most_missed", default.most_missed),
        missed_within_days=_number(parser, "booking", "missed_within_days", default.missed_within_days),
        free_cancellation_hours=_number(parser, "fees", "free_cancellation_hours", default.free_cancellation_hours),
        late_fee_cents=_number(parser, "fees", "late_fee_cents", default.late_fee_cents),
        reminder_hours=_reminders(parser, default.reminder_hours),
        quiet_from=_time(parser.get("reminders", "quiet_from", fallback="20:00"), "reminders.quiet_from"),
        quiet_to=_time(parser.get("reminders", "quiet_to", fallback="08:00"), "reminders.quiet_to"),
        country_code=parser.get("clinic", "country_code", fallback=default.country_code).strip().lstrip("+"),
    )


def _number(parser: configparser.ConfigParser, section: str, key: str, default: int) -> int:
    text = parser.get(section, key, fallback=None)
    if text is None:
        return default
    try:
        number = int(text)
    except ValueError:
        raise Invalid(f"{section}.{key}: `{text}` is no whole number") from None
    if number < 0:
        raise Invalid(f"{section}.{key}: {number} is below zero")
    return number


def _time(text: str, where: str) -> time:
    try:
        hour, minute = text.strip().split(":")
        return time(int(hour), int(minute))
    except ValueError:
        raise Invalid(f"{where}: `{text}` is no time such as 08:30") from None


def _hours(parser: configparser.ConfigParser) -> dict[int, Hours]:
    hours: dict[int, Hours] = {}
    for key, text in parser.items("hours"):
        if key not in WEEKDAYS:
            raise Invalid(f"hours.{key}: no day of the week")
        pieces = []
        for piece in filter(None, (part.strip() for part in text.split(","))):
            first, dash, last = piece.partition("-")
            if not dash:
                raise Invalid(f"hours.{key}: `{piece}` is no span such as 08:00-12:00")
            span = (_time(first, f"hours.{key}"), _time(last, f"hours.{key}"))
            if span[0] >= span[1] or (pieces and pieces[-1][1] > span[0]):
                raise Invalid(f"hours.{key}: `{piece}` ends before it starts, or before the one before it")
            pieces.append(span)
        hours[WEEKDAYS.index(key)] = tuple(pieces)
    return hours


def _closed(parser: configparser.ConfigParser) -> frozenset[date]:
    text = parser.get("clinic", "closed", fallback="")
    days = set()
    for part in filter(None, (piece.strip() for piece in text.replace("\n", ",").split(","))):
        try:
            days.add(date.fromisoformat(part))
        except ValueError:
            raise Invalid(f"clinic.closed: `{part}` is no day such as 2024-05-01") from None
    return frozenset(days)


def _reminders(parser: configparser.ConfigParser, default: tuple[int, ...]) -> tuple[int, ...]:
    text = parser.get("reminders", "hours_before", fallback=None)
    if text is None:
        return default
    try:
        hours = {int(part) for part in text.split(",") if part.strip()}
    except ValueError:
        raise Invalid(f"reminders.hours_before: `{text}` is no list of hours") from None
    if any(hour <= 0 for hour in hours):
        raise Invalid("reminders.hours_before: hours must be over zero")
    return tuple(sorted(hours, reverse=True))
