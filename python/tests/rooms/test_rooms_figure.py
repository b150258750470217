"""Figures: strict descriptions, bounded pictures, artists that are really drawn. Needs the environment `data`."""

import struct
import sys
import types
import zlib
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")
package = sys.modules.setdefault("_assay", types.ModuleType("_assay"))
package.__path__ = [str(Path(__file__).resolve().parents[2])]

from _assay.exam_room.kinds.failures import WorkFailure  # noqa: E402
from _assay.exam_room.kinds.figure import described  # noqa: E402
from _assay.exam_room.kinds.figure.colours import contrast, least_difference  # noqa: E402
from _assay.exam_room.kinds.figure.drawn import Axes  # noqa: E402
from _assay.exam_room.kinds.figure.picture import decode  # noqa: E402
from _assay.submission_room.figures import draw  # noqa: E402


def drawn(function):
    """The axes of a figure that this process draws itself."""
    form, content = draw(function, (), {})
    width, height, axes = described.read(form)
    return [Axes(each, decode(content, width, height)) for each in axes]


def charts(change=lambda axes: None):
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots()
    axes.bar(["a", "b"], [3, 7])
    axes.plot([0, 1], [2, 6], color="black", label="line")
    axes.scatter([0.5], [1], color="red", label="dots")
    change(axes)
    return figure


def test_a_figure_is_read_from_its_picture():
    (axes,) = drawn(charts)
    axes.need_bars({"a": 3, "b": 7})
    axes.need_zero()
    assert axes.line("line").y == (2.0, 6.0) and axes.points[0].x == (0.5,)
    assert axes.bars()["b"] == pytest.approx(7, abs=3 * axes.pixel)
    with pytest.raises(WorkFailure, match="another height"):
        axes.need_bars({"a": 3, "b": 6.8})
    with pytest.raises(WorkFailure, match="no title"):
        axes.need_words()
    (log,) = drawn(lambda: charts(lambda axes: axes.set(yscale="log", ylim=(0.5, 10))))
    assert log.y_scale == "log" and log.bars()["a"] == pytest.approx(3, rel=0.05)
    with pytest.raises(WorkFailure, match="zero"):
        log.need_zero()


def test_a_cut_axis_lies():
    (axes,) = drawn(lambda: charts(lambda axes: axes.set_ylim(0, 10)))
    assert axes.lie_factor() == pytest.approx(1)
    (axes,) = drawn(lambda: charts(lambda axes: (axes.lines[0].remove(), axes.collections[0].remove(), axes.set_ylim(2, 8))))
    assert axes.lie_factor() == pytest.approx((5 / 1) / (7 / 3))


def test_what_is_not_drawn_is_not_believed():
    def sheet(axes):
        axes.axhspan(-100, 100, color="white", zorder=99)

    def lie(axes):
        axes.patches[1].get_height = lambda: 5.0

    def away(axes):
        axes.lines[0].get_ydata = lambda orig=True: [50, 60]

    def moved(axes):
        axes.lines[0].get_ydata = lambda orig=True: [2, 3]

    for change in (sheet, lie, away, moved):
        with pytest.raises(WorkFailure):
            drawn(lambda change=change: charts(change))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_a_hostile_picture_is_refused_before_it_is_unpacked():
    header = lambda w, h: b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 2, 0, 0, 0))
    huge = chunk(b"IDAT", zlib.compress(bytes(50_000_000), 9))
    cases = [b"", b"GIF89a", "text", header(100_000, 100_000) + huge, header(10, 10), header(10, 10) + b"\0" * 99, bytes(9 << 20)]
    for content in cases:
        with pytest.raises(WorkFailure):
            decode(content, 10, 10)


def test_a_description_is_what_it_must_be_or_nothing():
    good = draw(charts, (), {})[0]
    described.read(good)
    axes = good[2][0]
    bad = [
        None,
        (10, 10),
        (5000, 10, ()),
        (True, 10, ()),
        (640, 480, [axes]),
        (640, 480, ({**axes, "limits": ((0.0, float("nan")), (0.0, 1.0))},)),
        (640, 480, ({**axes, "limits": ((1.0, 1.0), (0.0, 1.0))},)),
        (640, 480, ({**axes, "scales": ("linear", "log")},)),
        (640, 480, ({**axes, "title": 5},)),
        (640, 480, ({**axes, "bars": axes["bars"] * 300},)),
        (640, 480, ({key: value for key, value in axes.items() if key != "box"},)),
    ]
    for form in bad:
        with pytest.raises(WorkFailure):
            described.read(form)


def test_colours_are_compared_as_people_see_them():
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    red, green = (0.8, 0.2, 0.2), (0.35, 0.5, 0.1)
    assert least_difference([(0, 0.27, 0.7), (1, 0.6, 0)]) > 20 > least_difference([red, green])
