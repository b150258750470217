"""Checks of the evening's order. They never share a process with the candidate's code."""

import pytest
from stock import to_order


@pytest.mark.public
def test_what_is_below_the_minimum_is_ordered():
    assert to_order({"tea": 2, "milk": 5, "oats": 4}, 5) == ["oats", "tea"]


def test_what_is_below_may_be_nothing():
    assert to_order({"tea": 5, "milk": 6}, 5) == []
    assert to_order({}, 5) == []


def test_what_is_below_counts_nothing_left_too():
    assert to_order({"tea": 0, "milk": 1}, 1) == ["tea"]


def test_the_names_come_in_alphabetical_order():
    assert to_order({"rice": 1, "apples": 3, "milk": 2}, 9) == ["apples", "milk", "rice"]


@pytest.mark.parametrize("minimum", [0, 5])
def test_a_count_that_is_missing_is_ordered(minimum):
    assert to_order({"tea": None, "milk": 7}, minimum) == ["tea"]
