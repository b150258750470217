"""The bookkeeper's checks."""

import copy
from decimal import Decimal

import pytest
from order_totals import largest_orders, order_total


def line(quantity, unit_price, discount_percent=None):
    """An order line; without a discount the key is missing."""
    entry = {"quantity": quantity, "unit_price": unit_price}
    if discount_percent is not None:
        entry["discount_percent"] = discount_percent
    return entry


@pytest.mark.public
def test_a_line_is_quantity_times_price():
    assert order_total([line(3, "19.99")]) == Decimal("59.97")


@pytest.mark.public
def test_an_empty_order_costs_nothing():
    total = order_total([])
    assert total == Decimal("0.00")
    assert str(total) == "0.00"


@pytest.mark.public
def test_the_highest_total_comes_first():
    orders = {"A-1": [line(1, "5.00")], "A-2": [line(2, "9.50")], "A-3": [line(1, "12.25")]}
    assert largest_orders(orders, 2) == ["A-2", "A-3"]


@pytest.mark.parametrize(
    ("quantity", "unit_price", "discount_percent", "expected"),
    [
        (1, "0.25", "50", "0.13"),
        (1, "4.50", "12.5", "3.94"),
        (3, "2.23", "50", "3.35"),
        (1, "2.70", "2.5", "2.63"),
    ],
)
def test_half_a_cent_goes_up(quantity, unit_price, discount_percent, expected):
    assert order_total([line(quantity, unit_price, discount_percent)]) == Decimal(expected)


@pytest.mark.public
def test_each_line_is_rounded_before_the_sum():
    assert order_total([line(1, "0.25", "50")] * 3) == Decimal("0.39")


def test_a_total_is_an_exact_decimal_with_two_places():
    total = order_total([line(1, "0.10"), line(1, "0.20"), line(1000, "99999.70")])
    assert isinstance(total, Decimal)
    assert str(total) == "99999700.30"


def test_equal_totals_come_in_the_order_of_their_numbers():
    same = [line(2, "7.50")]
    orders = {"B-9": same, "A-4": [line(1, "15.00")], "C-1": [line(1, "20.00")], "B-10": same, "A-30": []}
    assert largest_orders(orders, 4) == ["C-1", "A-4", "B-10", "B-9"]


def test_more_than_there_are_gives_all():
    orders = {"A-2": [], "A-1": []}
    assert largest_orders(orders, 5) == ["A-1", "A-2"]
    assert largest_orders(orders, 0) == []
    assert largest_orders({}, 3) == []


def test_the_orders_are_not_changed():
    orders = {"A-1": [line(1, "5.00"), line(2, "1.10", "10")], "A-2": [line(4, "2.20")]}
    before = copy.deepcopy(orders)
    largest_orders(orders, 1)
    order_total(orders["A-1"])
    assert orders == before
