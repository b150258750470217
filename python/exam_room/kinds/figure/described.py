"""The description of a figure that came through the window: checked to be what it must be, and nothing else, before use."""

import math
from dataclasses import dataclass
from typing import Any

from ..failures import WorkFailure

MOST_AXES = 20
MOST_ARTISTS = 500
MOST_NUMBERS = 20_000
LARGEST_SIDE = 4000
Colour = tuple[float, float, float, float]


@dataclass(frozen=True)
class Line:
    """A line: its points in data coordinates. `width` is 0 when only markers are drawn."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    colour: Colour
    width: float
    marker: str
    label: str


@dataclass(frozen=True)
class Bar:
    """A rectangle in data coordinates."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour
    label: str


@dataclass(frozen=True)
class Points:
    """A scatter: one colour for all points, or one for each."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    colours: tuple[Colour, ...]
    label: str


@dataclass(frozen=True)
class AxesForm:
    """One pair of axes. `box` is left, top, right, bottom in pixels from the top left corner of the picture."""

    box: tuple[float, float, float, float]
    title: str
    labels: tuple[str, str]
    scales: tuple[str, str]
    limits: tuple[tuple[float, float], tuple[float, float]]
    ticks: tuple[tuple[tuple[float, str], ...], tuple[tuple[float, str], ...]]
    legend: tuple[str, ...]
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...]
    points: tuple[Points, ...]

    def across(self, x: float) -> float:
        """The pixel column of a data value."""
        return _place(x, self.scales[0], self.limits[0], self.box[0], self.box[2])

    def down(self, y: float) -> float:
        """The pixel row of a data value."""
        return _place(y, self.scales[1], self.limits[1], self.box[3], self.box[1])

    def value_at(self, row: float) -> float:
        """The data value of a pixel row."""
        low, high = (_scaled(each, self.scales[1]) for each in self.limits[1])
        value = low + (self.box[3] - row) / (self.box[3] - self.box[1]) * (high - low)
        return 10**value if self.scales[1] == "log" else value


def _scaled(value: float, scale: str) -> float:
    if scale == "log":
        return math.log10(value) if value > 0 else -math.inf
    return value


def _place(value: float, scale: str, limits: tuple[float, float], begin: float, end: float) -> float:
    low, high = (_scaled(each, scale) for each in limits)
    return begin + (_scaled(value, scale) - low) / (high - low) * (end - begin)


def read(form: Any) -> tuple[int, int, tuple[AxesForm, ...]]:
    """Width, height and axes of the described figure. Raises `WorkFailure` for anything that no figure is."""
    try:
        width, height, axes = form
        _need(type(width) is int and type(height) is int and 1 <= width <= LARGEST_SIDE and 1 <= height <= LARGEST_SIDE)
        _need(type(axes) is tuple and len(axes) <= MOST_AXES)
        return width, height, tuple(_axes(each) for each in axes)
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
        raise WorkFailure(f"the figure cannot be described: at most {LARGEST_SIDE} pixels a side, finite numbers, plain texts") from None


def _need(condition: bool) -> None:
    if not condition:
        raise ValueError


def _axes(form: Any) -> AxesForm:
    _need(type(form) is dict)
    limits = tuple(_numbers(each, 2) for each in _pair(form["limits"]))
    box, scales = _numbers(form["box"], 4), tuple(_text(each) for each in _pair(form["scales"]))
    _need(box[0] < box[2] and box[1] < box[3] and all(low != high for low, high in limits))
    _need(all(scale != "log" or min(pair) > 0 for scale, pair in zip(scales, limits, strict=True)))
    return AxesForm(
        box,
        _text(form["title"]),
        tuple(_text(each) for each in _pair(form["labels"])),
        scales,
        limits,
        tuple(tuple((_number(place), _text(text)) for place, text in _many(each)) for each in _pair(form["ticks"])),
        tuple(_text(each) for each in _many(form["legend"])),
        tuple(_line(each) for each in _many(form["lines"])),
        tuple(_bar(each) for each in _many(form["bars"])),
        tuple(_points(each) for each in _many(form["points"])),
    )


def _pair(value: Any) -> tuple[Any, Any]:
    _need(type(value) is tuple and len(value) == 2)
    return value


def _many(value: Any) -> tuple[Any, ...]:
    _need(type(value) is tuple and len(value) <= MOST_ARTISTS)
    return value


def _text(value: Any) -> str:
    _need(type(value) is str and len(value) <= 2000)
    return value


def _number(value: Any) -> float:
    _need(type(value) in (int, float) and math.isfinite(value))
    return float(value)


def _numbers(values: Any, count: int | None = None, finite: bool = True) -> Any:
    _need(type(values) is tuple and len(values) <= MOST_NUMBERS and (count is None or len(values) == count))
    _need(all(type(value) in (int, float) for value in values))
    return tuple(_number(value) if finite else float(value) for value in values)


def _line(form: Any) -> Line:
    x, y = (_numbers(form[name], finite=False) for name in ("x", "y"))
    _need(len(x) == len(y))
    return Line(x, y, _numbers(form["colour"], 4), _number(form["width"]), _text(form["marker"]), _text(form["label"]))


def _bar(form: Any) -> Bar:
    sides = (_number(form[name]) for name in ("x", "y", "width", "height"))
    return Bar(*sides, _numbers(form["colour"], 4), _text(form["label"]))


def _points(form: Any) -> Points:
    x, y = (_numbers(form[name], finite=False) for name in ("x", "y"))
    colours = form["colours"]
    _need(len(x) == len(y) and type(colours) is tuple and len(colours) <= MOST_NUMBERS)
    return Points(x, y, tuple(_numbers(each, 4) for each in colours), _text(form["label"]))
