"""What the fixture `speed` gives: tallies, counted objects, growth and ratios, on behalf of one exam."""

import operator
import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ....window import Limits
from . import counting, growth, pairs
from .counting import Item, Shelf, Tally
from .growth import Growth
from .pairs import Ratio


class Speed:
    """Measures the submission of one run."""

    def __init__(self, limits: Limits, seed: int) -> None:
        self._limits = limits
        self._seed = seed

    def tally(self, budget: int = 100_000) -> Tally:
        """A new count; more than `budget` operations are refused."""
        return Tally(budget)

    def items(self, values: Iterable[Any], tally: Tally) -> list[Item]:
        """Values that can be compared and hashed only, and count that."""
        return counting.items(values, tally)

    def value_of(self, item: Any) -> Any:
        """The value behind an item that came back."""
        return counting.value_of(item)

    def values_of(self, items: Any) -> list[Any]:
        """The values behind a list of items that came back."""
        return [counting.value_of(item) for item in items]

    def shelf(self, values: Iterable[Any], tally: Tally) -> Shelf:
        """A sequence that counts each element that is read."""
        return Shelf(values, tally)

    def growth(self, run: Callable[[int], int], sizes: Sequence[int]) -> Growth:
        """Fit the growth of the counts that `run(size)` returns."""
        return growth.measure(run, sizes)

    def ratio(
        self,
        function: Callable[..., Any],
        reference: Callable[..., Any],
        draw: Callable[[random.Random], tuple[Any, ...]],
        line: float,
        same: Callable[[Any, Any], bool] = operator.eq,
    ) -> Ratio:
        """Fail unless `function(*draw(rng))` takes at most `line` times as long as `reference` on the same data."""
        return pairs.compare(function, reference, draw, line, same, self._seed, self._limits)
