"""How work grows with the size of the input: the exponent of a power law, fitted to operation counts."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..failures import WorkFailure


def exponent(sizes: Sequence[int], counts: Sequence[int]) -> float:
    """The slope of log count on log size by least squares: about 0 for constant or logarithmic work, 1 for linear, 1.1 to 1.3
    for n log n at usual sizes, 2 for quadratic. At least three sizes, the largest at least eight times the smallest."""
    if len(sizes) < 3 or max(sizes) < 8 * min(sizes):
        raise ValueError("give at least three sizes, the largest at least eight times the smallest")
    across = [math.log(size) for size in sizes]
    up = [math.log(max(count, 1)) for count in counts]
    middle, height = sum(across) / len(across), sum(up) / len(up)
    spread = sum((x - middle) ** 2 for x in across)
    return sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True)) / spread


@dataclass(frozen=True)
class Growth:
    """Operations for each size, and the fitted exponent."""

    sizes: tuple[int, ...]
    counts: tuple[int, ...]
    slope: float

    def need(self, at_most: float, at_least: float | None = None) -> None:
        """Fail when the work grows faster than `size ** at_most`, or slower than any right answer can."""
        if self.slope > at_most or (at_least is not None and self.slope < at_least):
            pairs = ", ".join(f"{size}: {count}" for size, count in zip(self.sizes, self.counts, strict=True))
            raise WorkFailure(
                f"the number of operations grows like n^{self.slope:.2f} ({pairs})",
                got=round(self.slope, 2),
                expected=f"at most {at_most}" + (f", at least {at_least}" if at_least is not None else ""),
            )

    def need_work(self) -> None:
        """Fail when some size took no operation at all: the answer did not come from the data."""
        if 0 in self.counts:
            raise WorkFailure("an answer was given without looking at the data")


def measure(run: Callable[[int], int], sizes: Sequence[int]) -> Growth:
    """Count the operations of `run(size)` for each size, smallest first."""
    ordered = sorted(sizes)
    counts = [run(size) for size in ordered]
    return Growth(tuple(ordered), tuple(counts), exponent(ordered, counts))
