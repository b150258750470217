"""Standard-library values that cross as copies: exactly these types, never a subclass.

A subclass could bring methods of its own into a comparison; it crosses as a handle that carries the plain value.
"""

import decimal
import fractions
import ipaddress
import pathlib
import re
import uuid
from datetime import date, datetime, time, timedelta, timezone
import zoneinfo

from .codec import READERS, WRITERS, Reader, Writer, crosses_by_value, expect
from .limits import Tampering


@crosses_by_value(complex, "c", lambda writer, value: (value.real, value.imag))
def _complex(reader: Reader, real: object, imaginary: object) -> complex:
    return complex(expect(real, float), expect(imaginary, float))


@crosses_by_value(frozenset, "F", lambda writer, value: writer.keys(value))
def _frozenset(reader: Reader, *forms: object) -> frozenset:
    return frozenset(reader.items(list(forms)))


@crosses_by_value(range, "R", lambda writer, value: (value.start, value.stop, value.step))
def _range(reader: Reader, *bounds: object) -> range:
    return range(*(expect(reader.value(bound), int) for bound in bounds))


@crosses_by_value(slice, "S", lambda writer, value: writer.items((value.start, value.stop, value.step)))
def _slice(reader: Reader, *bounds: object) -> slice:
    return slice(*reader.items(list(bounds)))


@crosses_by_value(decimal.Decimal, "D", lambda writer, value: (str(value),))
def _decimal(reader: Reader, text: object) -> decimal.Decimal:
    return decimal.Decimal(expect(text, str))


@crosses_by_value(fractions.Fraction, "Q", lambda writer, value: (value.numerator, value.denominator))
def _fraction(reader: Reader, numerator: object, denominator: object) -> fractions.Fraction:
    return fractions.Fraction(expect(reader.value(numerator), int), expect(reader.value(denominator), int))


@crosses_by_value(uuid.UUID, "U", lambda writer, value: (value.hex,))
def _uuid(reader: Reader, text: object) -> uuid.UUID:
    return uuid.UUID(expect(text, str))


@crosses_by_value(timedelta, "dd", lambda writer, value: (value.days, value.seconds, value.microseconds))
def _timedelta(reader: Reader, days: object, seconds: object, microseconds: object) -> timedelta:
    return timedelta(expect(days, int), expect(seconds, int), expect(microseconds, int))


@crosses_by_value(date, "d", lambda writer, value: (value.year, value.month, value.day))
def _date(reader: Reader, *parts: object) -> date:
    return date(*(expect(part, int) for part in parts))


def _time_parts(writer: Writer, value: time | datetime) -> list:
    return [value.hour, value.minute, value.second, value.microsecond, value.fold, writer.value(value.tzinfo)]


@crosses_by_value(time, "dT", _time_parts)
def _time(reader: Reader, *parts: object) -> time:
    *clock, fold, zone = parts
    return time(*(expect(part, int) for part in clock), tzinfo=reader.value(zone), fold=expect(fold, int))


@crosses_by_value(
    datetime, "dt", lambda writer, value: [value.year, value.month, value.day, *_time_parts(writer, value)]
)
def _datetime(reader: Reader, *parts: object) -> datetime:
    *clock, fold, zone = parts
    return datetime(*(expect(part, int) for part in clock), tzinfo=reader.value(zone), fold=expect(fold, int))


@crosses_by_value(timezone, "dz", lambda writer, value: writer.items(value.__getinitargs__()))
def _timezone(reader: Reader, *parts: object) -> timezone:
    return timezone(*reader.items(list(parts)))


def _write_zone(writer: Writer, value: zoneinfo.ZoneInfo) -> list:
    return ["dZ", value.key] if _is_known(value.key) else writer.objects(writer, value)


def _is_known(key: str | None) -> bool:
    try:
        return key is not None and zoneinfo.ZoneInfo(key).key == key
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return False


WRITERS[zoneinfo.ZoneInfo] = _write_zone
READERS["dZ"] = lambda reader, items: zoneinfo.ZoneInfo(expect(items[1], str))


@crosses_by_value(re.Pattern, "re", lambda writer, value: (writer.value(value.pattern), value.flags & ~re.DEBUG))
def _pattern(reader: Reader, pattern: object, flags: object) -> re.Pattern:
    source = expect(reader.value(pattern), str, bytes)
    return re.compile(source, expect(flags, int) & ~re.DEBUG)


def _write_match(writer: Writer, value: re.Match) -> list:
    """A match, as the search that finds it again; a handle if none does (the text was a subclass, or changed)."""
    if type(value.string) in (str, bytes):
        for how in ("match", "fullmatch", "search"):
            found = getattr(value.re, how)(value.string, value.pos, value.endpos)
            if found is not None and found.regs == value.regs:
                return ["rm", how, *writer.items((value.re, value.string, value.pos, value.endpos))]
    return writer.objects(writer, value)


def _read_match(reader: Reader, items: list) -> re.Match:
    _, how, *parts = items
    pattern, text, start, end = reader.items(parts)
    if how not in ("match", "fullmatch", "search"):
        raise Tampering("malformed message: an unknown way to search")
    return expect(getattr(expect(pattern, re.Pattern), how)(text, start, end), re.Match)


WRITERS[re.Match] = _write_match
READERS["rm"] = _read_match

_PATHS = {kind.__name__: kind for kind in (pathlib.PurePosixPath, pathlib.PureWindowsPath, pathlib.PosixPath)}
_ADDRESSES = {
    kind.__name__: kind
    for kind in (
        ipaddress.IPv4Address,
        ipaddress.IPv6Address,
        ipaddress.IPv4Network,
        ipaddress.IPv6Network,
        ipaddress.IPv4Interface,
        ipaddress.IPv6Interface,
    )
}
_SINGLES = {"E": Ellipsis, "NI": NotImplemented}

for _kind in _PATHS.values():
    WRITERS[_kind] = lambda writer, value: ["p", type(value).__name__, str(value)]
for _kind in _ADDRESSES.values():
    WRITERS[_kind] = lambda writer, value: ["ip", type(value).__name__, str(value)]
for _tag, _single in _SINGLES.items():
    WRITERS[type(_single)] = lambda writer, value, tag=_tag: [tag]
    READERS[_tag] = lambda reader, items, single=_single: single
READERS["p"] = lambda reader, items: _PATHS[items[1]](expect(items[2], str))
READERS["ip"] = lambda reader, items: _ADDRESSES[items[1]](expect(items[2], str))
