"""Checks of the meter's changes. A source counts how many readings were taken from it."""

from itertools import islice

import pytest
from meters import changes


class Source:
    def __init__(self):
        self.taken = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.taken += 1
        return self.taken ** 2


@pytest.mark.public
def test_changes_between_neighbours():
    assert list(changes([5, 8, 7])) == [3, -1]


def test_changes_may_be_zero():
    assert list(changes([4, 4, 0, 0.5])) == [0, -4, 0.5]


@pytest.mark.parametrize("readings", [[], [7]])
def test_changes_need_two_readings(readings):
    assert list(changes(readings)) == []


def test_changes_of_a_generator_and_a_tuple():
    assert list(changes(number for number in (1, 3, 6))) == [2, 3]
    assert list(changes((1, 3, 6))) == [2, 3]


def test_lazy_source_that_never_ends():
    assert list(islice(changes(Source()), 4)) == [3, 5, 7, 9]


def test_lazy_call_takes_nothing():
    source = Source()
    changes(source)
    assert source.taken == 0


def test_lazy_difference_takes_what_it_needs():
    source = Source()
    found = iter(changes(source))
    taken = []
    for _ in range(3):
        next(found)
        taken.append(source.taken)
    assert taken == [2, 3, 4]
