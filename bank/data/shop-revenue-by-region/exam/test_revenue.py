"""Revenue by region: sums, order, missing regions, orders that do not count."""

import random

import pandas as pd
from revenue import revenue_by_region

ASCENDING, STATUS, UNKNOWN = {{ascending}}, "{{status}}", "{{unknown}}"


def table(rows):
    frame = pd.DataFrame(rows, columns=["region", "quantity", "price", "status"])
    frame.index = range(100, 100 + len(frame))
    return frame.astype({"region": object, "quantity": "int64", "price": "float64", "status": object})


def expected(rows):
    """Worked out row by row in plain Python."""
    sums = {}
    for region, quantity, price, status in rows:
        if status != STATUS:
            sums[region or UNKNOWN] = sums.get(region or UNKNOWN, 0.0) + quantity * price
    return sorted(sums.items(), key=lambda item: (item[1] if ASCENDING else -item[1], item[0]))


def same(rows):
    got = revenue_by_region(table(rows))
    assert isinstance(got, pd.Series)
    right = expected(rows)
    assert got.index.tolist() == [region for region, _ in right]
    assert got.dtype == float
    assert [round(value, 6) for value in got.tolist()] == [round(value, 6) for _, value in right]


def test_two_regions():
    """Two regions, three orders."""
    same([("north", 2, 10.0, "paid"), ("south", 1, 5.0, "paid"), ("north", 3, 1.5, "paid")])


def test_the_order_of_equals():
    """Regions with equal revenue stand in the order of the alphabet."""
    same([("west", 1, 4.0, "paid"), ("east", 2, 2.0, "paid"), ("south", 1, 9.0, "paid"), ("north", 4, 1.0, "paid"), ("mid", 1, 0.5, "paid")])


def test_orders_without_region():
    """A missing region has a name of its own."""
    same([(None, 2, 3.0, "paid"), ("north", 1, 5.0, "paid"), (None, 1, 1.0, "open")])


def test_cancelled_orders_do_not_count():
    """Nor does a region that has no others."""
    same([("north", 2, 3.0, STATUS), ("north", 1, 5.0, "open"), ("south", 7, 1.0, STATUS), (None, 1, 1.0, STATUS)])


def test_nothing_to_count():
    """No order counts: the Series is empty."""
    assert len(revenue_by_region(table([("north", 1, 1.0, STATUS)]))) == 0


def test_the_export_is_left_alone():
    """The table does not change."""
    orders = table([(None, 2, 3.0, "paid"), ("north", 1, 5.0, STATUS)])
    before = orders.copy()
    revenue_by_region(orders)
    pd.testing.assert_frame_equal(orders, before)


def test_many_exports():
    """Exports drawn at random."""
    draw = random.Random(3)
    for _ in range(15):
        same(
            [
                (draw.choice(["a", "b", "c", None]), draw.randint(1, 5), draw.choice([0.25, 1.5, 2.0]), draw.choice(["paid", "open", STATUS]))
                for _ in range(draw.randint(4, 30))
            ]
            + [("a", 1, 1.0, "paid")]
        )
