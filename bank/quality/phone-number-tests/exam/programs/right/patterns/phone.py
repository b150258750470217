"""Telephone numbers in one form, by patterns."""

import re

FORMS = ((r"\+(\d+)", "+{}"), (r"00(\d+)", "+{}"), (r"0([^0]\d*)", "+49{}"))


def normalise(text: str) -> str:
    """A number as `+` and digits."""
    compact = re.sub(r"[ \-/()]", "", text)
    for pattern, form in FORMS:
        found = re.fullmatch(pattern, compact)
        if found and 7 <= len(form.format(found[1])) - 1 <= 15:
            return form.format(found[1])
    raise ValueError(text)
