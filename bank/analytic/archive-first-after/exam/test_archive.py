"""The right place, and how many elements are read for it."""

import random

import pytest
from archive import first_after

STRICT, NONE = {{strict}}, {{none}}


def expected(times, moment):
    for place, time in enumerate(times):
        if time > moment or (time == moment and not STRICT):
            return place
    return None if NONE else len(times)


def test_a_short_archive():
    """Four moments."""
    times = [10, 20, 30, 40]
    assert first_after(times, 25) == 2
    assert first_after(times, 5) == 0


def test_every_place():
    """Every moment of archives of every small length."""
    for length in range(1, 9):
        times = list(range(10, 10 * length + 10, 10))
        for moment in range(5, 10 * length + 10, 5):
            assert first_after(times, moment) == expected(times, moment)


def test_equal_moments():
    """Moments that occur several times."""
    draw = random.Random(5)
    for _ in range(40):
        times = sorted(draw.choices(range(8), k=draw.randint(1, 12)))
        moment = draw.randint(0, 7)
        assert first_after(times, moment) == expected(times, moment)


@pytest.mark.parametrize("times", [[], [3], [1, 2, 3, 3]])
def test_nothing_after(times):
    """No element is late enough."""
    assert first_after(times, 99) == expected(times, 99)
    assert (first_after(times, 99) is None) == NONE


def read(speed, size):
    draw = random.Random(size)
    times = sorted(draw.sample(range(9 * size), size))
    tally = speed.tally()
    for moment in (times[1], times[size // 3], times[-2] + 1, draw.randrange(9 * size)):
        assert first_after(speed.shelf(times, tally), moment) == expected(times, moment)
    return tally.count


def test_few_elements_are_read(speed):
    """The number of elements read hardly grows with the archive."""
    growth = speed.growth(lambda size: read(speed, size), [40, 320, 2560])
    growth.need(0.45)
    growth.need_work()


def test_no_copy_of_the_archive(speed):
    """Fewer elements are read than there are."""
    assert 4 <= read(speed, 1000) <= 100
