"""Checks of the screen in the office."""

import pytest
from alarms import latest

LAST = {{last}}
DAY = ["door", "oven", "door", "water", "oven", "smoke", "door"]
ORDER = ["door", "smoke", "oven", "water"] if LAST else ["smoke", "water", "oven", "door"]


@pytest.mark.public
def test_each_alarm_of_the_example():
    assert latest(["door", "oven", "door", "water"], 2) == {{example}}


def test_each_alarm_stands_once():
    assert latest(DAY, 10) == ORDER


def test_each_alarm_alone():
    assert latest([], 3) == []
    assert latest(["door"], 3) == ["door"]
    assert latest(["door"] * 5, 3) == ["door"]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_no_more_than_the_count(count):
    assert latest(DAY, count) == ORDER[:count]


def test_any_iterable_will_do():
    assert latest((alarm for alarm in DAY), 2) == ORDER[:2]
    assert latest(tuple(DAY), 2) == ORDER[:2]
