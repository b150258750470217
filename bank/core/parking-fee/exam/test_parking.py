"""Checks of the car park's fees."""

import pytest
from parking import fee

FREE, PRICE, MOST, OFFSET = {{free}}, {{price}}, {{most}}, {{offset}}


@pytest.mark.public
def test_each_hour_costs_the_same():
    assert fee({{example}}) == {{example_fee}}


@pytest.mark.parametrize("minutes", [0, 1, FREE - 1, FREE])
def test_the_first_minutes_are_free(minutes):
    assert fee(minutes) == 0


def test_each_hour_starts_after_the_free_minutes():
    assert fee(FREE + 1) == PRICE


@pytest.mark.parametrize(("counted", "hours"), [(59, 1), (60, 1), (61, 2), (119, 2), (120, 2), (121, 3)])
def test_each_hour_begins_at_its_border(counted, hours):
    assert fee(OFFSET + counted) == PRICE * hours


@pytest.mark.parametrize("minutes", [60 * MOST, 1440, 100000])
def test_no_more_than_the_most(minutes):
    assert fee(minutes) == MOST


def test_a_negative_stay_is_refused():
    for minutes in (-1, -500):
        with pytest.raises(ValueError):
            fee(minutes)
