"""Draws a figure for the exam: the other half of the window `figure`.

It calls the candidate's function, describes the artists as plain data and renders the picture. All of it is a claim: the exam
room reads the picture back and holds the two against each other.
"""

import io
from collections.abc import Callable
from typing import Any

from ..window import Peer

DPI = 100
MOST_NUMBERS = 20_000


def offer(peer: Peer) -> None:
    """Register the operation."""
    peer.register("draw_figure", draw)


def draw(function: Callable[..., Any], args: tuple[Any, ...], keywords: dict[str, Any]) -> tuple[Any, ...]:
    """Call `function` and return (description of the figure, PNG bytes); the figure is what it returns, else the current one."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    pyplot.close("all")
    made = function(*args, **keywords)
    figure = getattr(made, "figure", made) if made is not None else pyplot.gcf()
    if not hasattr(figure, "savefig"):
        raise TypeError(f"a figure was asked for, and the function returned a `{type(made).__name__}`")
    figure.set_dpi(DPI)
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=DPI)
    width, height = figure.canvas.get_width_height()
    return (int(width), int(height), tuple(_axes(axes, height) for axes in figure.axes)), out.getvalue()


def _axes(axes: Any, height: int) -> dict[str, Any]:
    box = axes.get_window_extent()
    legend = axes.get_legend()
    return {
        "box": (float(box.x0), float(height - box.y1), float(box.x1), float(height - box.y0)),
        "title": axes.get_title() or axes.get_title("left") or axes.get_title("right"),
        "labels": (axes.get_xlabel(), axes.get_ylabel()),
        "scales": (axes.get_xscale(), axes.get_yscale()),
        "limits": (_numbers(axes.get_xlim()), _numbers(axes.get_ylim())),
        "ticks": (_ticks(axes.xaxis), _ticks(axes.yaxis)),
        "legend": tuple(text.get_text() for text in legend.get_texts()) if legend else (),
        "lines": tuple(_line(line) for line in axes.lines if line.get_visible()),
        "bars": tuple(_bar(axes, patch) for patch in axes.patches if hasattr(patch, "get_height") and patch.get_visible()),
        "points": tuple(_points(each) for each in axes.collections if hasattr(each, "get_offsets") and each.get_visible()),
    }


def _numbers(values: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in values)[:MOST_NUMBERS]


def _ticks(axis: Any) -> tuple[tuple[float, str], ...]:
    return tuple((float(place), label.get_text()) for place, label in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False))


def _colour(colour: Any) -> tuple[float, ...]:
    from matplotlib.colors import to_rgba

    return tuple(float(part) for part in to_rgba(colour))


def _line(line: Any) -> dict[str, Any]:
    marker = line.get_marker()
    return {
        "x": _numbers(line.get_xdata(orig=False)),
        "y": _numbers(line.get_ydata(orig=False)),
        "colour": _colour(line.get_color()),
        "width": float(line.get_linewidth()) if line.get_linestyle() not in ("None", " ", "") else 0.0,
        "marker": "" if marker in (None, "None", " ", "") else str(marker),
        "label": str(line.get_label()),
    }


def _bar(axes: Any, patch: Any) -> dict[str, Any]:
    label = next((str(each.get_label()) for each in axes.containers if patch in each), str(patch.get_label()))
    return {
        "x": float(patch.get_x()),
        "y": float(patch.get_y()),
        "width": float(patch.get_width()),
        "height": float(patch.get_height()),
        "colour": _colour(patch.get_facecolor()),
        "label": label,
    }


def _points(collection: Any) -> dict[str, Any]:
    offsets = [(float(x), float(y)) for x, y in collection.get_offsets()][:MOST_NUMBERS]
    colours = [_colour(each) for each in collection.get_facecolors()][:MOST_NUMBERS]
    return {
        "x": tuple(x for x, _ in offsets),
        "y": tuple(y for _, y in offsets),
        "colours": tuple(colours),
        "label": str(collection.get_label()),
    }
