"""Texts to patients in their language; `{name}` in a text is filled in."""

from __future__ import annotations

import string
from datetime import date, datetime

from .model import Invalid

TEXTS = {
    "en": {
        "reminder": "Dear {name}, this is a reminder of your appointment on {day} at {time} with {clinician}.",
        "booked": "Dear {name}, you are booked on {day} at {time} with {clinician}.",
        "cancelled": "Dear {name}, your appointment on {day} at {time} is cancelled.",
        "offer": "Dear {name}, a place is free on {day} at {time} with {clinician}. Please answer YES within the hour.",
        "recall": "Dear {name}, your last check was on {day}. Please book a new one.",
    },
    "de": {
        "reminder": "Guten Tag {name}, wir erinnern an Ihren Termin am {day} um {time} bei {clinician}.",
        "booked": "Guten Tag {name}, Ihr Termin ist am {day} um {time} bei {clinician}.",
        "cancelled": "Guten Tag {name}, Ihr Termin am {day} um {time} ist abgesagt.",
        "offer": "Guten Tag {name}, am {day} um {time} ist bei {clinician} ein Platz frei. Bitte antworten Sie mit JA.",
    },
}
FALLBACK = "en"


def text(kind: str, language: str, **fields: object) -> str:
    """The text of a kind; in English when the language lacks it. Raises `Invalid` for an unknown kind or field."""
    template = TEXTS.get(language, {}).get(kind) or TEXTS[FALLBACK].get(kind)
    if template is None:
        raise Invalid(f"there is no text `{kind}`")
    chosen = language if kind in TEXTS.get(language, {}) else FALLBACK
    filled = {name: _shown(value, chosen) for name, value in fields.items()}
    needed = {name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name}
    missing = needed - filled.keys()
    if missing:
        raise Invalid(f"the text `{kind}` needs {', '.join(sorted(missing))}")
    return template.format(**filled)


def day_text(day: date, language: str) -> str:
    """A day as people of that language write it."""
    if language == "de":
        return f"{day.day:02}.{day.month:02}.{day.year}"
    return f"{day.day} {day:%B} {day.year}"


def time_text(moment: datetime, language: str) -> str:
    """A time of day as people of that language write it."""
    if language == "de":
        return f"{moment:%H:%M} Uhr"
    hour = moment.hour % 12 or 12
    return f"{hour}:{moment:%M} {'am' if moment.hour < 12 else 'pm'}"


def _shown(value: object, language: str) -> str:
    if isinstance(value, datetime):
        return time_text(value, language)
    if isinstance(value, date):
        return day_text(value, language)
    return str(value)
