"""Checks of the day's deliveries."""

import pytest
from deliveries import largest, totals

DAY = [("tea", 3), ("milk", 9), ("rice", 2), ("tea", 4), ("oats", 2), ("rice", 7), ("salt", 0)]


@pytest.mark.public
def test_counts_are_added():
    assert totals([("tea", 3), ("milk", 9), ("tea", 4)]) == {"tea": 7, "milk": 9}


def test_counts_of_a_whole_day():
    assert totals(DAY) == {"tea": 7, "milk": 9, "rice": 9, "oats": 2, "salt": 0}
    assert totals([]) == {}


def test_the_order_is_that_of_the_first_delivery():
    assert list(totals(DAY)) == ["tea", "milk", "rice", "oats", "salt"]


@pytest.mark.public
def test_the_largest_come_first():
    assert largest([("tea", 3), ("milk", 9), ("tea", 4), ("oats", 8)], 2) == ["milk", "oats"]


def test_the_largest_may_be_all_or_none():
    assert largest(DAY, 9) == ["milk", "rice", "tea", "oats", "salt"]
    assert largest(DAY, 0) == []


def test_equal_totals_stay_in_order():
    assert largest(DAY, 2) == ["milk", "rice"]
    assert largest([("b", 1), ("a", 1), ("c", 2), ("a", 0)], 3) == ["c", "b", "a"]
