"""The `review` window: the candidate's comments on a change, held against what was planted in it.

The grader has read `review.toml` and has applied its suggestions; what the exam imports is the code with them. No text of a
comment is judged: what counts is the place, the kind, the severity, and what a suggestion makes of the code.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from ...window import Peer
from .evidence import Evidence
from .failures import Missing, Unreadable

__all__ = ["Comment", "Decoy", "Defect", "Score"]

FILE = "review.toml"
WEIGHTS = {"high": 3, "medium": 2, "low": 1}
TOLERANCE = 2
"""How many lines a comment may lie beside the defect."""


@dataclass(frozen=True)
class Defect:
    """A planted defect in lines `first` to `last` of a file; `kinds` are the words that fit."""

    name: str
    file: str
    first: int
    last: int
    kinds: tuple[str, ...]
    severity: str = "medium"


@dataclass(frozen=True)
class Decoy:
    """Lines that look wrong and are right, or a good change."""

    name: str
    file: str
    first: int
    last: int


@dataclass(frozen=True)
class Comment:
    """One comment of the candidate; `replace` is (first line, last line, text) of a suggestion."""

    file: str
    line: int
    kind: str
    severity: str
    text: str
    replace: tuple[int, int, str] | None = None

    def meets(self, place: Defect | Decoy, tolerance: int) -> bool:
        """Whether the comment lies on the place, or at most `tolerance` lines beside it."""
        return self.file == place.file and place.first - tolerance <= self.line <= place.last + tolerance

    def distance(self, place: Defect | Decoy) -> int:
        """Lines between the comment and the place."""
        return max(place.first - self.line, self.line - place.last, 0)


@dataclass
class Score:
    """What the comments are worth against the planted defects."""

    found: dict[str, Comment] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    duplicates: list[Comment] = field(default_factory=list)
    decoys: dict[str, Comment] = field(default_factory=dict)
    false_alarms: list[Comment] = field(default_factory=list)
    misjudged: list[str] = field(default_factory=list)
    recall: float = 0.0
    precision: float = 0.0
    in_order: bool = True

    def finds(self, name: str, least_precision: float = 0.5) -> bool:
        """Whether the defect was found by a reviewer who does not comment on everything: below the precision nothing counts."""
        if name not in self.found and name not in self.missed:
            raise LookupError(f"no defect `{name}` was planted")
        return name in self.found and self.precision >= least_precision


class Review:
    """The comments that were handed in."""

    def __init__(self, comments: Sequence[Comment]) -> None:
        self.comments = tuple(comments)

    def against(
        self, defects: Iterable[Defect], decoys: Iterable[Decoy] = (), allowed: Iterable[Decoy] = (), tolerance: int = TOLERANCE
    ) -> Score:
        """Match comments and defects one to one, the nearest first.

        A comment on a decoy, or on nothing, is a false alarm. One on an `allowed` place, a matter of taste, costs nothing.
        """
        defects, decoys, allowed = list(defects), list(decoys), list(allowed)
        pairs = sorted(
            (
                (comment.distance(defect), number, defect)
                for number, comment in enumerate(self.comments)
                for defect in defects
                if comment.meets(defect, tolerance) and comment.kind in defect.kinds
            ),
            key=lambda pair: (*pair[:2], pair[2].name),
        )
        score, used = Score(), set()
        for _distance, number, defect in pairs:
            if defect.name not in score.found and number not in used:
                used.add(number)
                score.found[defect.name] = self.comments[number]
        doubled = {number for _distance, number, _defect in pairs} - used
        score.duplicates = [self.comments[number] for number in sorted(doubled)]
        rest = [comment for number, comment in enumerate(self.comments) if number not in used | doubled]
        self._judge_rest(score, rest, decoys, allowed, tolerance)
        self._sum_up(score, defects)
        return score

    def _judge_rest(
        self, score: Score, rest: list[Comment], decoys: list[Decoy], allowed: list[Decoy], tolerance: int
    ) -> None:
        for comment in rest:
            if any(comment.meets(place, tolerance) for place in allowed):
                continue
            decoy = next((decoy for decoy in decoys if comment.meets(decoy, 0)), None)
            if decoy is not None:
                score.decoys[decoy.name] = comment
            score.false_alarms.append(comment)

    def _sum_up(self, score: Score, defects: list[Defect]) -> None:
        by_name = {defect.name: defect for defect in defects}
        score.missed = [name for name in by_name if name not in score.found]
        weight = {name: WEIGHTS[defect.severity] for name, defect in by_name.items()}
        score.recall = sum(weight[name] for name in score.found) / sum(weight.values()) if weight else 1.0
        counted = len(score.found) + len(score.false_alarms) + max(len(score.duplicates) - len(score.found), 0)
        score.precision = len(score.found) / counted if counted else 0.0
        score.misjudged = [
            name
            for name, comment in score.found.items()
            if abs(WEIGHTS[comment.severity] - WEIGHTS[by_name[name].severity]) > 1
        ]
        places = {id(comment): place for place, comment in enumerate(self.comments)}
        found = sorted(score.found.items(), key=lambda pair: places[id(pair[1])])
        weights = [weight[name] for name, _comment in found]
        score.in_order = weights == sorted(weights, reverse=True)


class ReviewWindow:
    """The fixture."""

    def __init__(self, peer: Peer, evidence: Evidence) -> None:
        self._peer = peer
        self._evidence = evidence

    @pytest.fixture(name="review")
    def review_fixture(self) -> Review:
        """The candidate's comments: `review.comments`, `review.against(defects, decoys)`."""
        self._peer.touched += 1
        raw = self._evidence.read("review", "review")
        for problem in raw["problems"]:
            if problem["line"] is None:
                raise Missing(f"`{FILE}`: {problem['message']}")
            raise Unreadable(f"`{FILE}` line {problem['line']}: {problem['message']}", FILE, problem["line"])
        return Review([_comment(each) for each in raw["comments"]])


def _comment(raw: dict[str, Any]) -> Comment:
    change = raw["replace"]
    replace = None if change is None else (change["first_line"], change["last_line"], change["text"])
    return Comment(raw["file"], raw["line"], raw["kind"], raw["severity"], raw["text"], replace)
