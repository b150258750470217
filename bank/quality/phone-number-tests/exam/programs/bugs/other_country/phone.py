"""Telephone numbers in one form."""


def normalise(text: str) -> str:
    """A number as `+` and digits."""
    compact = "".join(letter for letter in text if letter not in " -/()")
    if compact.startswith("00"):
        compact = "+" + compact[2:]
    elif compact.startswith("0"):
        compact = "+49" + compact
    if not compact.startswith("+"):
        raise ValueError("no area code")
    digits = compact[1:]
    if not digits.isdigit() or not 7 <= len(digits) <= 15:
        raise ValueError("no number")
    return compact
