"""Reads artists back from the picture: is there, in pixels, what the description claims?

Bars by the run of their colour up their middle column, lines by samples along their path, points at their places. Things may
cover each other a little, so a share of the samples has to be found, not all.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy

from ..failures import WorkFailure
from .described import AxesForm, Bar, Line, Points

NEAR = 60
"""How far, in sums of RGB steps, a pixel may be from a colour: edges are smoothed."""
SHARE = 0.9
SLACK_PIXELS = 2.5
MOST_SAMPLES = 2000


def seen(colour: Any, background: Any) -> numpy.ndarray:
    """The RGB steps of a colour with its transparency over a background."""
    opaque, alpha = numpy.asarray(colour[:3]) * 255, colour[3]
    return opaque * alpha + numpy.asarray(background, float) * (1 - alpha)


class Reader:
    """One picture and one pair of axes in it."""

    def __init__(self, pixels: Any, axes: AxesForm) -> None:
        self._pixels = pixels.astype(int)
        self._axes = axes
        height, width = pixels.shape[:2]
        left, top, right, bottom = axes.box
        if left < -1 or top < -1 or right > width + 1 or bottom > height + 1:
            raise WorkFailure("the axes reach beyond the picture")
        inner = self._pixels[max(0, math.ceil(top)) : math.floor(bottom), max(0, math.ceil(left)) : math.floor(right)]
        if min(inner.shape[:2]) < 40:
            raise WorkFailure("the axes are too small to be read")
        # Bars may fill most of the axes; along their rim it's mostly the paper that is seen.
        rim = [inner[2:7], inner[-7:-2], inner[:, 2:7], inner[:, -7:-2]]
        kinds, counts = numpy.unique(numpy.concatenate([each.reshape(-1, 3) for each in rim]), axis=0, return_counts=True)
        self.background = kinds[counts.argmax()]

    def check(self) -> None:
        """Raise `WorkFailure` unless every claimed artist inside the limits is in the picture."""
        for bar in self._axes.bars:
            self.bar_value(bar)
        for line in self._axes.lines:
            self._check_line(line)
        for points in self._axes.points:
            self._check_points(points)

    def bar_value(self, bar: Bar) -> float:
        """Where the bar ends in the picture, as a data value. Raises `WorkFailure` when the picture shows another bar."""
        begin, end = self._axes.down(bar.y), self._axes.down(bar.y + bar.height)
        end = min(max(end, self._axes.box[1]), self._axes.box[3])
        begin = min(max(begin, self._axes.box[1]), self._axes.box[3])
        sides = self._axes.across(bar.x), self._axes.across(bar.x + bar.width)
        column = int(sum(sides) / 2)
        if abs(sides[1] - sides[0]) < 2 or not self._axes.box[0] < column < self._axes.box[2]:
            raise WorkFailure("a bar is too narrow, or outside of the axes, to be read")
        if abs(end - begin) <= 2 * SLACK_PIXELS:
            return self._axes.value_at(end)
        tops = [self._end_of_run(bar, place, begin, end) for place in _columns(sides)]
        measured = float(numpy.median(tops))
        if abs(measured - end) > SLACK_PIXELS:
            raise WorkFailure(
                "the picture shows another bar than the figure claims",
                got=round(self._axes.value_at(measured), 4),
                expected=round(bar.y + bar.height, 4),
            )
        return self._axes.value_at(measured)

    def _end_of_run(self, bar: Bar, column: int, begin: float, end: float) -> float:
        """The row in which the colour of the bar ends, going from its foot to its end and beyond."""
        step = -1 if end < begin else 1
        rows = range(int(begin) + 2 * step, int(end) + 14 * step, step)
        rows = [row for row in rows if 0 <= row < self._pixels.shape[0]]
        wanted = seen(bar.colour, self.background)
        if numpy.abs(wanted - self.background).sum() < NEAR / 2:
            raise WorkFailure("a bar has the colour of its background")
        found = [int(numpy.abs(self._pixels[row, column] - wanted).sum()) < NEAR for row in rows]
        last, missed = begin, 0
        for row, is_there in zip(rows, found, strict=True):
            if is_there:
                last, missed = row + (0 if step < 0 else 1), 0
            else:
                missed += 1
                # What is printed on a bar, an edge or a grid line is thin; a gap is not.
                if missed > 12:
                    break
        return last

    def _need_inside(self, xs: tuple[float, ...], ys: tuple[float, ...], what: str) -> None:
        """Fail when most of an artist lies where nobody can look: beyond the limits of its axes."""
        left, top, right, bottom = self._axes.box
        places = [(x, y) for x, y in zip(xs, ys, strict=True) if math.isfinite(x) and math.isfinite(y)]
        places = [(self._axes.across(x), self._axes.down(y)) for x, y in places]
        inside = [1 for column, row in places if left - 2 <= column <= right + 2 and top - 2 <= row <= bottom + 2]
        if len(inside) < SHARE * len(places):
            raise WorkFailure(f"most of a {what} lies outside of the axes: {len(places) - len(inside)} of {len(places)} places")

    def _check_line(self, line: Line) -> None:
        self._need_inside(line.x, line.y, "line")
        wanted = seen(line.colour, self.background)
        samples = list(self._samples(line) if line.width > 0 else self._corners(line.x, line.y))
        self._need(samples, [wanted] * len(samples), "line", reach=1 if line.width else 3)

    def _check_points(self, points: Points) -> None:
        self._need_inside(points.x, points.y, "group of points")
        samples, wanted = [], []
        for place, (x, y) in enumerate(zip(points.x, points.y, strict=True)):
            inside = list(self._corners((x,), (y,)))
            if inside and points.colours:
                samples += inside
                wanted.append(seen(points.colours[place % len(points.colours)], self.background))
        self._need(samples, wanted, "group of points", reach=2)

    def _need(self, samples: list[tuple[float, float]], wanted: list[Any], what: str, reach: int) -> None:
        hits = sum(self._is_near(column, row, colour, reach) for (column, row), colour in zip(samples, wanted, strict=True))
        if samples and hits < SHARE * len(samples):
            raise WorkFailure(f"the picture shows {hits} of {len(samples)} places of a {what} that the figure claims")

    def _is_near(self, column: float, row: float, colour: Any, reach: int) -> bool:
        x, y = int(column), int(row)
        patch = self._pixels[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1]
        if numpy.abs(colour - self.background).sum() < NEAR / 2:
            return False
        # A thin line is smoothed into its background: what counts is the direction away from it.
        shift = (patch - self.background).reshape(-1, 3) @ (colour - self.background) / ((colour - self.background) ** 2).sum()
        rest = numpy.abs((patch - self.background).reshape(-1, 3) - shift[:, None] * (colour - self.background)).sum(axis=1)
        return bool(((shift > 0.35) & (rest < NEAR)).any())

    def _corners(self, xs: tuple[float, ...], ys: tuple[float, ...]) -> Iterator[tuple[float, float]]:
        left, top, right, bottom = self._axes.box
        for x, y in zip(xs, ys, strict=True):
            if math.isfinite(x) and math.isfinite(y):
                column, row = self._axes.across(x), self._axes.down(y)
                if left < column < right and top < row < bottom:
                    yield column, row

    def _samples(self, line: Line) -> Iterator[tuple[float, float]]:
        """Places along the path, about three pixels apart, inside the axes."""
        left, top, right, bottom = self._axes.box
        given = 0
        places = [(self._axes.across(x), self._axes.down(y)) for x, y in zip(line.x, line.y, strict=True)]
        for (x0, y0), (x1, y1) in zip(places, places[1:], strict=False):
            if not all(math.isfinite(each) for each in (x0, y0, x1, y1)):
                continue
            steps = min(max(1, int(math.hypot(x1 - x0, y1 - y0) / 3)), MOST_SAMPLES)
            for step in range(steps):
                column, row = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
                if left + 2 < column < right - 2 and top + 2 < row < bottom - 2 and given < MOST_SAMPLES:
                    given += 1
                    yield column, row


def _columns(sides: tuple[float, float]) -> list[int]:
    low, high = sorted(sides)
    return sorted({int(low + (high - low) * share) for share in (0.3, 0.4, 0.5, 0.6, 0.7)})
