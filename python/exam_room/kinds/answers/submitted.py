"""What the fixture `answers` gives: the claims in `answers.toml`, held against the keys that the exam worked out."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ....window import Peer
from ..failures import Unreadable, WorkFailure
from .claims import FILE, Claim, Claims
from .keys import Key
from .places import Matched, Places

EVEN = 0.25
"""The Brier score of saying "as likely as not"; a question that is left out counts as that."""


@dataclass(frozen=True)
class Judged:
    """All claims against all keys; lists of ids in the order of the keys."""

    right: list[str]
    wrong: list[str]
    omitted: list[str]
    brier: float
    """Mean squared distance between confidence and outcome (Brier 1950): 0 is perfect, 0.25 an even guess, 1 sure and wrong.

    A claim left out counts as an even guess and a wrong one never less than that: who claims nonsense on purpose and says so
    knows nothing.
    """

    def need(self, least_right: int = 0, most_wrong: int = 0) -> None:
        """Fail unless enough claims are right and few enough are wrong: a claim left out is not a wrong one."""
        if len(self.right) < least_right or len(self.wrong) > most_wrong:
            raise WorkFailure(
                f"{len(self.right)} claims are right, {len(self.wrong)} wrong, {len(self.omitted)} left out; needed: "
                f"at least {least_right} right, at most {most_wrong} wrong"
            )

    def need_calibration(self, most: float) -> None:
        """Fail when the Brier score is over `most`, which must be under that of an even guess."""
        if not 0 <= most < EVEN:
            raise ValueError(f"a Brier score of {EVEN} is what guessing gets: demand less")
        if self.brier > most:
            raise WorkFailure(f"the confidence does not fit what is right: Brier score {self.brier:.3f}, needed {most} or less")


class Answers:
    """The claims of one submission. The file is read at the first question, so its faults are failures of checks."""

    def __init__(self, peer: Peer, source: Path) -> None:
        self._peer = peer
        self._source = source
        self._read: Claims | None = None

    def value(self, name: str) -> Any:
        """The value claimed for `name`, plain data as TOML has it. Raises `Missing`."""
        return self._claims().need(name).value

    def confidence(self, name: str) -> float:
        """How sure the candidate is of `name`. Raises `Missing`."""
        return self._claims().need(name).confidence

    def holds(self, name: str, key: Key) -> None:
        """Fail unless the claim `name` is there, readable and right."""
        claim = self._claims().need(name)
        if not key.agrees(claim):
            raise WorkFailure(f"the claim `{name}` is not right", FILE, claim.line, got=claim.value, expected=key.truth)

    def judge(self, keys: Mapping[str, Key]) -> Judged:
        """Sort all claims; a claim whose value cannot be read as its key needs it is a wrong one."""
        claims = self._claims()
        found: dict[str, list[str]] = {"right": [], "wrong": [], "omitted": []}
        squares = []
        for name, key in keys.items():
            claim = claims.get(name)
            if claim is None:
                found["omitted"].append(name)
                squares.append(EVEN)
                continue
            right = _agrees(key, claim)
            found["right" if right else "wrong"].append(name)
            squares.append((1 - claim.confidence) ** 2 if right else max(claim.confidence**2, EVEN))
        return Judged(**found, brier=sum(squares) / len(squares) if squares else EVEN)

    def places(self, name: str, places: Places) -> Matched:
        """Match the places claimed under `name`. Raises `Missing` or `Unreadable`."""
        return places.match(self._claims().need(name))

    def only(self, names: Mapping[str, Any]) -> None:
        """Fail when there is a claim that nobody asked for, which is mostly a slip of the pen."""
        for claim in self._claims():
            if claim.name not in names:
                near = get_close_matches(claim.name, names, 1)
                hint = f"; did you mean `{near[0]}`?" if near else ""
                raise Unreadable(f"`{FILE}` line {claim.line}: no question is called `{claim.name}`{hint}", FILE, claim.line)

    def _claims(self) -> Claims:
        # Reading is looking at the submission: a skip after it earns nothing.
        self._peer.touched += 1
        if self._read is None:
            self._read = Claims(self._source)
        return self._read


def _agrees(key: Key, claim: Claim) -> bool:
    try:
        return key.agrees(claim)
    except Unreadable:
        return False
