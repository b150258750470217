"""Claimed places in files (`file`, `line`, `kind`), matched one to one with the places that are there and with look-alikes.

For finding tasks: what was found, what was missed, which safe look-alike was blamed, what was claimed beside all of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .claims import Claim

FIELDS = {"file": str, "line": int, "kind": str}


@dataclass(frozen=True)
class Place:
    """Lines `first` to `last` of a file, and what is wrong there."""

    file: str
    first: int
    last: int
    kind: str


@dataclass(frozen=True)
class Matched:
    """What became of the claimed places; numbers of places."""

    found: int
    missed: int
    blamed: int
    decoys: int
    beside: int

    @property
    def recall(self) -> float:
        """The share of the places that was found."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def precision(self) -> float:
        """The share of the claims that is right; 0 when nothing was claimed."""
        claimed = self.found + self.blamed + self.beside
        return self.found / claimed if claimed else 0.0

    @property
    def youden(self) -> float:
        """True-positive rate minus false-positive rate over the look-alikes (Youden 1950); 0 for claiming all or nothing."""
        return self.recall - (self.blamed / self.decoys if self.decoys else 0.0)


class Places:
    """The flaws that are there and the look-alikes that are safe; a claim may be `slack` lines off."""

    def __init__(self, flaws: Iterable[Place], decoys: Iterable[Place] = (), slack: int = 0) -> None:
        self.flaws = tuple(flaws)
        self.decoys = tuple(decoys)
        self.slack = slack

    def match(self, claim: Claim) -> Matched:
        """Match the claimed places. Raises `Unreadable` unless each is a table with `file`, `line` and `kind`."""
        left = _claimed(claim)
        flaws, decoys = list(self.flaws), list(self.decoys)
        found = self._take(left, flaws, kinds=True)
        blamed = self._take(left, decoys, kinds=False)
        return Matched(found, len(flaws), blamed, len(self.decoys), len(left))

    def _take(self, claimed: list[dict[str, Any]], places: list[Place], kinds: bool) -> int:
        """Pair claims with places, nearest first; takes both out of their lists."""
        pairs = []
        for at, each in enumerate(claimed):
            for to, place in enumerate(places):
                away = max(place.first - each["line"], each["line"] - place.last, 0)
                if each["file"] == place.file and away <= self.slack and (not kinds or each["kind"] == place.kind):
                    pairs.append((away, at, to))
        used: list[tuple[int, int]] = []
        for _, at, to in sorted(pairs):
            if all(at != other and to != taken for other, taken in used):
                used.append((at, to))
        for at in sorted((at for at, _ in used), reverse=True):
            del claimed[at]
        for to in sorted((to for _, to in used), reverse=True):
            del places[to]
        return len(used)


def _claimed(claim: Claim) -> list[dict[str, Any]]:
    form = "must be a list of tables with `file`, `line` and `kind`"
    if type(claim.value) is not list:
        raise claim.refuse(form)
    places = []
    for each in claim.value:
        if type(each) is not dict or set(each) != set(FIELDS) or any(type(each[name]) is not kind for name, kind in FIELDS.items()):
            raise claim.refuse(form)
        places.append({**each, "file": each["file"].removeprefix("./")})
    if len({(each["file"], each["line"], each["kind"]) for each in places}) != len(places):
        raise claim.refuse("names a place twice")
    return places
