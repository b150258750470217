"""Time against a reference: paired calls on the same fresh data, and what can be said for sure about their ratio.

Whose clock? This room's, which the submission can't reach. A wall clock alone could be fooled by slowing the reference
down (the submission keeps the processors busy between its own calls), and it is unjust when others do so. Hence two ratios
of each pair, one from either side:

    above   wall time of the submission / CPU time of the reference: never less than the true ratio
    below   wall time of the submission / wall time of the reference: hardly more than the true ratio when the machine is busy

`above` under the line, for sure, passes; `below` over the line, for sure, fails; else the answer is "inconclusive". For sure: the
99 % percentile bootstrap interval of the median (Efron 1979). Who makes the machine busy gets nothing by it but no verdict.
"""

import copy
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from ....window import Limits, is_stand_in
from ..failures import Inconclusive, WorkFailure
from .reference import Reference

LOOKS = (3, 7, 13, 21, 31)
"""After how many pairs a decision is tried; after the first three only one that is far from the line."""
FAR = 3
RESAMPLES = 1000
TAIL = 0.005
SHORTEST_S = 0.002
PLAIN = (type(None), bool, int, float, complex, str, bytes)
LIBRARIES = ("numpy", "pandas", "decimal", "fractions", "datetime")


@dataclass(frozen=True)
class Ratio:
    """What is known about the ratio of times: intervals of both medians, and the number of pairs."""

    below: tuple[float, float]
    above: tuple[float, float]
    pairs: int

    def decision(self, line: float) -> bool | None:
        """True when surely under the line, False when surely over it, None when nobody can tell."""
        if self.above[1] <= line:
            return True
        return False if self.below[0] > line else None


def interval(values: list[float], seed: int = 0) -> tuple[float, float]:
    """99 % percentile bootstrap interval of the median (Efron 1979)."""
    draw = random.Random(seed)
    medians = sorted(median(draw.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return medians[int(TAIL * RESAMPLES)], medians[RESAMPLES - 1 - int(TAIL * RESAMPLES)]


def frozen(value: Any) -> Any:
    """A copy of a result that is plain data through and through. Raises `WorkFailure` for what may still be working."""
    if type(value) in PLAIN:
        return value
    if type(value) in (list, tuple, set, frozenset):
        return type(value)(frozen(each) for each in value)
    if type(value) is dict:
        return {frozen(key): frozen(each) for key, each in value.items()}
    if is_stand_in(value) or type(value).__module__.partition(".")[0] not in LIBRARIES:
        raise WorkFailure("the result is no plain data: return it whole, not an object that makes it later")
    return copy.deepcopy(value)


class Pairs:
    """Runs the pairs of one comparison."""

    def __init__(
        self,
        function: Callable[..., Any],
        draw: Callable[[random.Random], tuple[Any, ...]],
        same: Callable[[Any, Any], bool],
        seed: int,
    ) -> None:
        self._function = function
        self._draw = draw
        self._same = same
        self._seed = seed
        self.below: list[float] = []
        self.above: list[float] = []

    def run(self, reference: Reference, number: int) -> None:
        """One pair, in alternating order, on data that nobody has seen; the results must agree."""
        args = self._draw(random.Random(f"{self._seed}:{number}"))
        if number % 2:
            right, wall, cpu = self._reference(reference, args)
            own, taken = self._submission(args)
        else:
            own, taken = self._submission(args)
            right, wall, cpu = self._reference(reference, args)
        if not self._same(own, right):
            raise WorkFailure("the result differs from the reference's", got=own, expected=right)
        if max(wall, cpu) < SHORTEST_S:
            raise ValueError(f"the reference takes less than {SHORTEST_S * 1000:g} ms: draw more data")
        if number >= 0:
            self.below.append(taken / max(wall, cpu))
            self.above.append(taken / cpu)

    def _submission(self, args: tuple[Any, ...]) -> tuple[Any, float]:
        given = copy.deepcopy(args)
        begin = time.perf_counter()
        result = self._function(*given)
        taken = time.perf_counter() - begin
        return frozen(result), taken

    def _reference(self, reference: Reference, args: tuple[Any, ...]) -> tuple[Any, float, float]:
        given = copy.deepcopy(args)
        begin = time.perf_counter()
        cpu = time.process_time() + reference.cpu_seconds()
        result = reference.call(*given)
        cpu = time.process_time() + reference.cpu_seconds() - cpu
        return frozen(result), time.perf_counter() - begin, cpu


def compare(
    function: Callable[..., Any],
    reference: Callable[..., Any],
    draw: Callable[[random.Random], tuple[Any, ...]],
    line: float,
    same: Callable[[Any, Any], bool],
    seed: int,
    limits: Limits,
) -> Ratio:
    """Compare until the ratio is surely on one side of `line`. Raises `WorkFailure` when over it, `Inconclusive` when nobody can
    tell."""
    pairs = Pairs(function, draw, same, seed)
    with Reference(reference, limits) as process:
        pairs.run(process, -1)
        for look in LOOKS:
            for number in range(len(pairs.above), look):
                pairs.run(process, number)
            ratio = Ratio(interval(pairs.below), interval(pairs.above), look)
            far = FAR if look == LOOKS[0] else 1
            if ratio.above[1] * far <= line or ratio.below[0] > line * far:
                break
    if ratio.decision(line) is None:
        raise Inconclusive(
            f"after {ratio.pairs} pairs the time is {ratio.below[0]:.2f} to {ratio.above[1]:.2f} times the reference's, and the "
            f"line is {line:g}: this machine is too busy to tell"
        )
    if not ratio.decision(line):
        raise WorkFailure(
            f"takes at least {ratio.below[0]:.1f} times as long as the reference; at most {line:g} times is fast enough",
            got=round(ratio.below[0], 1),
            expected=f"at most {line:g}",
        )
    return ratio
