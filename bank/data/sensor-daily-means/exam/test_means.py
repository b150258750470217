"""Means by day, with gaps, too few readings and an unfinished day."""

import math
import random

import numpy as np
import pytest
from means import daily_means

LEAST = {{least}}
NAN = float("nan")


def expected(hourly):
    """Worked out hour by hour in plain Python."""
    days = []
    for start in range(0, len(hourly) // 24 * 24, 24):
        readings = [value for value in hourly[start : start + 24] if not math.isnan(value)]
        days.append(sum(readings) / len(readings) if len(readings) >= LEAST else NAN)
    return days


def same(hourly):
    right = expected(hourly)
    got = daily_means(np.array(hourly, float))
    assert isinstance(got, np.ndarray)
    assert got.shape == (len(right),)
    assert np.allclose(got, right, rtol=1e-12, atol=1e-12, equal_nan=True)


def day(readings, first=1.0):
    return [first + hour if hour < readings else NAN for hour in range(24)]


def test_two_full_days():
    """Two days without gaps."""
    same([float(hour) for hour in range(48)])


def test_gaps_are_left_out():
    """A gap is no zero."""
    full = [10.0] * 24
    full[3] = full[9] = NAN
    same(full + [4.0] * 23 + [NAN])


def test_too_few_readings():
    """One reading too few, and none at all."""
    got = daily_means(np.array(day(LEAST - 1) + day(24) + day(0)))
    assert np.isnan(got).tolist() == [True, False, True]


def test_just_enough_readings():
    """As many readings as are needed."""
    same(day(LEAST) + day(LEAST + 1))
    assert not np.isnan(daily_means(np.array(day(LEAST)))).any()


@pytest.mark.parametrize("hours", [1, 12, 23])
def test_an_unfinished_day_is_left_out(hours):
    """The last day has not ended."""
    same(day(24) + [5.0] * hours)


def test_nothing_yet():
    """No finished day, no value."""
    assert daily_means(np.array([])).shape == (0,)
    assert daily_means(np.array([1.0] * 23)).shape == (0,)


def test_left_as_it_was():
    """The archive does not change."""
    archive = np.array(day(20) + day(24))
    before = archive.copy()
    daily_means(archive)
    assert np.array_equal(archive, before, equal_nan=True)


def test_many_archives():
    """Archives drawn at random, negative temperatures too."""
    draw = random.Random(11)
    for _ in range(20):
        same(day(LEAST, 3.0) + [NAN if draw.random() < draw.choice([0.1, 0.5, 0.8]) else draw.uniform(-9, 9) for _ in range(draw.randint(0, 130))])
