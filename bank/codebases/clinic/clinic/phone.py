"""Telephone numbers: one form for storing, one for reading aloud."""

from __future__ import annotations

import re

from .model import Invalid

SEPARATORS = re.compile(r"[\s/().\-]+")
SHORTEST, LONGEST = 7, 15


def normalise(text: str, country_code: str = "49") -> str:
    """A number as `+` and digits. National numbers start with a zero; `00` stands for `+`. Raises `Invalid`."""
    compact = SEPARATORS.sub("", text.strip())
    if compact.startswith("00"):
        compact = "+" + compact[2:]
    elif compact.startswith("0"):
        compact = f"+{country_code}{compact[1:]}"
    if not compact.startswith("+"):
        raise Invalid(f"`{text}` has neither an area code nor a country code")
    digits = compact[1:]
    if not digits.isascii() or not digits.isdigit() or not SHORTEST <= len(digits) <= LONGEST:
        raise Invalid(f"`{text}` is no telephone number")
    return compact


def is_mobile(number: str, country_code: str = "49") -> bool:
    """Whether a text message can be sent to a normalised number."""
    return bool(re.match(rf"\+{re.escape(country_code)}1[567]", number))


def spoken(number: str) -> str:
    """A normalised number in groups of three digits from the end."""
    digits = number.lstrip("+")
    first = len(digits) % 3 or 3
    groups = [digits[:first], *(digits[at : at + 3] for at in range(first, len(digits), 3))]
    return "+" + " ".join(groups)
