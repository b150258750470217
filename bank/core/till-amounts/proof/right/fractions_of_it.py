from fractions import Fraction


def to_{{small}}(text):
    amount = {{factor}} * Fraction(text.replace("{{sep}}", "."))
    if amount.denominator > 1:
        raise ValueError(text)
    return amount.numerator
