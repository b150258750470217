"""Bars as the picture shows them, where they begin, and the words around them."""

import pytest
from chart import chart

TITLE, UNIT = "{{title}}", "{{unit}}"
YEAR = {"Mar": 155.0, "Jan": 120.0, "Feb": 80.0, "Apr": 97.5}
CLOSE = {"May": 1010.0, "Jun": 1003.0, "Jul": 1020.0}


def in_order(values):
    return {name: values[name] for name in {{names}}}


@pytest.fixture(scope="module")
def axes(figure):
    return figure.draw_one(chart, dict(YEAR))


def test_the_bars_show_the_values(axes):
    """One bar for each month, in the order that was asked for."""
    axes.need_bars(in_order(YEAR))


def test_other_values_other_bars(figure):
    """Another year gives other bars."""
    values = {"Sep": 3.0, "Oct": 1.0, "Nov": 9.0, "Dec": 4.5, "Aug": 2.0}
    figure.draw_one(chart, dict(values)).need_bars(in_order(values))


def test_lengths_show_values(figure):
    """Large values that are close together still begin at zero."""
    axes = figure.draw_one(chart, dict(CLOSE))
    axes.need_zero()
    axes.need_bars(in_order(CLOSE))
    assert axes.lie_factor() == pytest.approx(1, abs=0.02)


def test_the_words_are_there(axes):
    """Title and labels are those of the brief."""
    assert (axes.title, axes.x_label, axes.y_label) == (TITLE, "month", UNIT)


def test_each_call_draws_a_new_figure(figure):
    """A second call does not draw into the first figure."""
    first, second = {"Jan": 1.0, "Feb": 2.0}, {"Mar": 5.0}
    figure.draw_one(chart, dict(first)).need_bars(in_order(first))
    figure.draw_one(chart, dict(second)).need_bars(in_order(second))
