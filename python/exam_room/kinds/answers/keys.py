"""What a right claim is: a key holds the truth that the exam worked out, and decides whether a claim agrees.

A key first reads the value strictly as the type that the brief asks for (`Unreadable` otherwise: a text is no number, true
is not 1), then compares. A claim that covers several answers at once is wrong: intervals have a widest width, sets may not be
padded.
"""

import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .claims import Claim, is_finite


class Key:
    """Decides about one claim. `truth` is what a verdict may show as expected."""

    truth: Any

    def agrees(self, claim: Claim) -> bool:
        """Whether the claim is right. Raises `Unreadable` when its value is of another type."""
        raise NotImplementedError


def _number(claim: Claim, value: Any, what: str = "must be a number") -> int | float:
    if type(value) not in (int, float) or not is_finite(value):
        raise claim.refuse(what)
    return value


def _agrees(value: float, truth: float, within: float, relative: float) -> bool:
    slack = max(within, relative * abs(truth))
    return abs(value - truth) <= slack * (1 + 1e-12)


@dataclass(frozen=True)
class Number(Key):
    """A number that may be off by `within`, or by the share `relative` of the truth, whichever is more.

    `unit` is the unit of the truth and of a claim that names none; `units` are others, each with its size in `unit`.
    """

    truth: float
    within: float = 0.0
    relative: float = 0.0
    whole: bool = False
    unit: str | None = None
    units: Mapping[str, float] = field(default_factory=dict)

    def agrees(self, claim: Claim) -> bool:
        value = _number(claim, claim.value)
        if self.whole and type(value) is not int:
            raise claim.refuse("must be a whole number")
        return _agrees(value * self._size(claim), self.truth, self.within, self.relative)

    def _size(self, claim: Claim) -> float:
        if claim.unit is None or claim.unit == self.unit:
            return 1
        if claim.unit not in self.units:
            known = [each for each in (self.unit, *self.units) if each is not None]
            raise claim.refuse(f"has the unit `{claim.unit}`; {'known are ' + ', '.join(known) if known else 'it has none'}")
        return self.units[claim.unit]


@dataclass(frozen=True)
class Choice(Key):
    """One of the texts `of`, spelt exactly. The candidate is told them, so they belong into the brief."""

    truth: str
    of: tuple[str, ...]

    def __init__(self, truth: str, of: Iterable[str]) -> None:
        object.__setattr__(self, "truth", truth)
        object.__setattr__(self, "of", tuple(of))
        if truth not in self.of:
            raise ValueError(f"the right choice `{truth}` is none of the choices")

    def agrees(self, claim: Claim) -> bool:
        if type(claim.value) is not str or claim.value not in self.of:
            raise claim.refuse(f"must be one of {', '.join(f'`{each}`' for each in self.of)}")
        return claim.value == self.truth


@dataclass(frozen=True)
class Truth(Key):
    """True or false."""

    truth: bool

    def agrees(self, claim: Claim) -> bool:
        if type(claim.value) is not bool:
            raise claim.refuse("must be true or false, without quotes")
        return claim.value is self.truth


def plain(text: str) -> str:
    """A text as it is compared: Unicode composed, no space at the ends, runs of space as one, case ignored."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


@dataclass(frozen=True)
class Text(Key):
    """A text that says the same as one of `accepted`, but for case and spaces; `exact` compares every character."""

    accepted: tuple[str, ...]
    exact: bool = False

    def __init__(self, *accepted: str, exact: bool = False) -> None:
        object.__setattr__(self, "accepted", accepted)
        object.__setattr__(self, "exact", exact)

    @property
    def truth(self) -> str:
        """The first of the accepted texts."""
        return self.accepted[0]

    def agrees(self, claim: Claim) -> bool:
        if type(claim.value) is not str:
            raise claim.refuse("must be a text in quotes")
        if self.exact:
            return claim.value in self.accepted
        return plain(claim.value) in {plain(each) for each in self.accepted}


def _elements(claim: Claim) -> list[Any]:
    """The elements of a list of texts or whole numbers; no element twice."""
    if type(claim.value) is not list or not all(type(each) in (str, int) for each in claim.value):
        raise claim.refuse("must be a list of texts or whole numbers, such as `[\"a\", \"b\"]`")
    elements = [plain(each) if type(each) is str else each for each in claim.value]
    if len(set(elements)) != len(elements):
        raise claim.refuse("names an element twice")
    return elements


def _folded(elements: Iterable[Any]) -> list[Any]:
    return [plain(each) if isinstance(each, str) else each for each in elements]


@dataclass(frozen=True)
class Items(Key):
    """A set: at most `missing` of its elements may be left out, at most `extra` others be named."""

    truth: tuple[Any, ...]
    missing: int = 0
    extra: int = 0

    def __init__(self, truth: Iterable[Any], missing: int = 0, extra: int = 0) -> None:
        object.__setattr__(self, "truth", tuple(truth))
        object.__setattr__(self, "missing", missing)
        object.__setattr__(self, "extra", extra)

    def agrees(self, claim: Claim) -> bool:
        claimed, right = set(_elements(claim)), set(_folded(self.truth))
        return len(right - claimed) <= self.missing and len(claimed - right) <= self.extra


@dataclass(frozen=True)
class Ranking(Key):
    """An order, first to last: every element once, at most `swaps` pairs the wrong way round (Kendall 1938)."""

    truth: tuple[Any, ...]
    swaps: int = 0

    def __init__(self, truth: Iterable[Any], swaps: int = 0) -> None:
        object.__setattr__(self, "truth", tuple(truth))
        object.__setattr__(self, "swaps", swaps)

    def agrees(self, claim: Claim) -> bool:
        claimed = _elements(claim)
        rank = {each: place for place, each in enumerate(_folded(self.truth))}
        if set(claimed) != set(rank):
            return False
        order = [rank[each] for each in claimed]
        pairs = ((left, right) for at, left in enumerate(order) for right in order[at + 1 :])
        return sum(left > right for left, right in pairs) <= self.swaps


@dataclass(frozen=True)
class Interval(Key):
    """`[low, high]` that holds the truth and is at most `widest` wide: an interval that holds everything says nothing.

    With `ends` given, both ends are compared with those instead, each within `within`.
    """

    truth: float
    widest: float = math.inf
    ends: tuple[float, float] | None = None
    within: float = 0.0

    def __post_init__(self) -> None:
        if self.ends is None and not math.isfinite(self.widest):
            raise ValueError("an interval key needs `widest` or `ends`: any wide interval would hold the truth")

    def agrees(self, claim: Claim) -> bool:
        form = "must be two numbers, the lower first, such as `[1.5, 2.5]`"
        if type(claim.value) is not list or len(claim.value) != 2:
            raise claim.refuse(form)
        low, high = (_number(claim, each, form) for each in claim.value)
        if low > high:
            raise claim.refuse(form)
        if self.ends is not None:
            return all(_agrees(got, right, self.within, 0.0) for got, right in zip((low, high), self.ends, strict=True))
        return low <= self.truth <= high and high - low <= self.widest
