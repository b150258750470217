"""Instances of subclasses of plain types: a real local instance carries the value, a handle beside it the rest."""

import decimal
import fractions
from datetime import date, datetime, time, timedelta

from .containers import CONTENT_BASES
from .limits import Tampering

_PLAIN = {
    int: int.__int__,
    float: float.__float__,
    complex: complex.__pos__,
    str: str.__str__,
    bytes: lambda value: bytes.__getitem__(value, slice(None)),
    tuple: lambda value: tuple.__getitem__(value, slice(None)),
    frozenset: frozenset.copy,
    timedelta: timedelta.__pos__,
    datetime: lambda value: datetime.combine(
        date(value.year, value.month, value.day), value.timetz()
    ),
    date: lambda value: date(value.year, value.month, value.day),
    time: lambda value: time(
        value.hour, value.minute, value.second, value.microsecond, value.tzinfo, fold=value.fold
    ),
    decimal.Decimal: decimal.Decimal,
    fractions.Fraction: lambda value: fractions.Fraction(value.numerator, value.denominator),
}
CARRIED_BASES = tuple(_PLAIN)


def base_of(kind: type) -> type | None:
    """The plain immutable type that instances of this class carry a value of."""
    if issubclass(kind, BaseException):
        return None
    return next((base for base in CARRIED_BASES if issubclass(kind, base)), None)


def base_of_mirror(kind: type) -> type | None:
    """Like `base_of`, for a mirrored class: containers with contents count too."""
    return base_of(kind) or next((base for base in CONTENT_BASES if issubclass(kind, base)), None)


def plain(base: type, value: object) -> object:
    """The exact plain value that an instance of a subclass of `base` carries."""
    return _PLAIN[base](value)


def check(base: type, value: object) -> None:
    """Refuse a claim to be a plain type's instance without such a value."""
    if type(value) is not base:
        raise Tampering(f"an instance of a subclass of `{base.__name__}` without a value")


def make(base: type, kind: type, value: object) -> object:
    """An instance of `kind`, a subclass of `base`, that carries `value`."""
    if base is datetime:
        parts = (value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond)
        return base.__new__(kind, *parts, value.tzinfo, fold=value.fold)
    if base is date:
        return base.__new__(kind, value.year, value.month, value.day)
    if base is time:
        return base.__new__(kind, value.hour, value.minute, value.second, value.microsecond, value.tzinfo, fold=value.fold)
    if base is timedelta:
        return base.__new__(kind, value.days, value.seconds, value.microseconds)
    return base.__new__(kind, value)
