"""Lines with their gaps, a legend, and colours that everybody can tell apart."""

import math

import pytest
from chart import chart

FIRST, MOST = {{first}}, {{most}}
NAMES = ["surgery", "eyes", "skin"][:MOST]
WAITS = dict(zip(NAMES, [[20.0, 25.0, 31.0, 22.0], [12.0, 14.0, 9.0, 17.0], [40.0, 38.0, 45.0, 33.0]], strict=False))
GAPS = {"surgery": [20.0, None, 31.0, 22.0, 18.0], "eyes": [12.0, 14.0, 9.0, None, 11.0]}


def copied(waits):
    return {name: list(values) for name, values in waits.items()}


@pytest.fixture(scope="module")
def axes(figure):
    return figure.draw_one(chart, copied(WAITS))


def test_each_line_is_there(axes):
    """A line for each department, week by week."""
    for name, values in WAITS.items():
        line = axes.line(name)
        assert line.y == tuple(values)
        assert line.x == tuple(float(FIRST + week) for week in range(len(values)))
        assert line.width > 0
    assert sorted(line.label for line in axes.lines) == sorted(WAITS)


def test_a_gap_stays_a_gap(figure):
    """A week without patients is not bridged, and not zero."""
    axes = figure.draw_one(chart, copied(GAPS))
    for name, values in GAPS.items():
        line = axes.line(name)
        shown = dict(zip(line.x, line.y, strict=True))
        for week, value in enumerate(values):
            if value is None:
                assert math.isnan(shown[FIRST + week])
            else:
                assert shown[FIRST + week] == value


def test_other_departments(figure):
    """Other departments give other lines."""
    axes = figure.draw_one(chart, {"teeth": [5.0, 6.0, 4.0], "bones": [8.0, 8.5, 2.0]})
    assert axes.line("teeth").y == (5.0, 6.0, 4.0) and axes.line("bones").y == (8.0, 8.5, 2.0)


def test_the_legend_names_all(axes):
    """The legend has every department once."""
    assert sorted(axes.legend) == sorted(WAITS)


def test_everybody_can_tell_them_apart(axes):
    """Colours differ for every kind of colour vision and stand out."""
    assert len(axes.lines) == MOST
    axes.need_told_apart(20)
    axes.need_contrast(3)


def test_the_words_are_there(axes):
    """Title and labels."""
    axes.need_words()
    assert (axes.x_label, axes.y_label) == ("week", "minutes")
