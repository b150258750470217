"""Checks of the cold chain."""

import pytest
from cold_chain import Transport


def transport(*readings, limit=8):
    made = Transport(limit)
    for reading in readings:
        made.add(reading)
    return made


@pytest.mark.public
def test_a_reading_is_kept():
    assert transport(4, 5.5).readings == [4, 5.5]


@pytest.mark.parametrize("celsius", [-90.1, 60.1, 500])
def test_a_reading_that_no_sensor_gives_is_refused(celsius):
    box = transport(4)
    with pytest.raises(ValueError):
        box.add(celsius)
    assert box.readings == [4]


def test_a_reading_may_be_at_the_ends():
    assert transport(-90, 60, 0).readings == [-90, 60, 0]


def test_a_reading_belongs_to_one_transport():
    first, second = transport(4), transport(7)
    first.add(5)
    assert (first.readings, second.readings) == ([4, 5], [7])


@pytest.mark.public
def test_the_warmest_reading():
    assert transport(4, 9, 6).warmest == 9
    assert transport(-20, -5.5, -70).warmest == -5.5
    assert transport(0).warmest == 0


def test_the_warmest_of_nothing_is_none():
    assert transport().warmest is None


@pytest.mark.parametrize(("limit", "minutes"), [(8, 2), (7.9, 3), (9, 1), (10, 0), (-80, 5)])
def test_minutes_above_the_limit(limit, minutes):
    assert transport(8, 9, 10, 0, -75, limit=limit).minutes_too_warm == minutes


def test_minutes_of_nothing():
    assert transport().minutes_too_warm == 0


def test_the_readings_are_a_copy():
    box = transport(4, 5)
    box.readings.append(900)
    box.readings.clear()
    assert box.readings == [4, 5]
    assert (box.warmest, box.minutes_too_warm) == (5, 0)
