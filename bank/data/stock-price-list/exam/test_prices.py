"""Prices in the signs of the list, codes in one form, one row for each code."""

import random

import pandas as pd
import pytest
from prices import tidy

DECIMAL, GROUP, WHICH = "{{decimal}}", "{{group}}", "{{which}}"


def table(rows):
    made = pd.DataFrame(rows, columns=["code", "price"]).astype(object)
    made.index = range(20, 20 + len(rows))
    return made


def same(rows, expected):
    got = tidy(table(rows))
    assert list(got.columns) == ["code", "price"]
    assert got.index.tolist() == list(range(len(expected)))
    assert got["price"].dtype == float
    assert got.values.tolist() == [[code, price] for code, price in expected]


def written(cents):
    whole, rest = divmod(cents, 100)
    text = f"{whole:,}".replace(",", GROUP)
    return f"{text}{DECIMAL}{rest:02}"


def test_a_clean_list():
    """Nothing to mend but the order."""
    same([("B-2", written(250)), ("A-1", written(1999))], [("A-1", 19.99), ("B-2", 2.5)])


@pytest.mark.parametrize("form", ["{}", "EUR {}", "{} EUR", "€{}", " {} € ", "{}€"])
@pytest.mark.parametrize("cents", [123450, 7, 100, 123456789])
def test_prices_are_read(form, cents):
    """Currency before or behind, thousands, small amounts."""
    same([("A-1", form.format(written(cents)))], [("A-1", cents / 100)])


def test_prices_without_decimals():
    """Whole amounts, with one decimal, and thousands without a sign between them."""
    rows = [("A-1", "12"), ("B-1", f"3{DECIMAL}5"), ("C-1", f"1{GROUP}000"), ("D-1", f"4500{DECIMAL}25")]
    same(rows, [("A-1", 12.0), ("B-1", 3.5), ("C-1", 1000.0), ("D-1", 4500.25)])


@pytest.mark.parametrize("text", [None, "", "free", "EUR", "12 USD", "0", f"0{DECIMAL}00", f"-5{DECIMAL}00", f"1{DECIMAL}2{DECIMAL}3", "1 2"])
def test_no_price_no_row(text):
    """What is no price above zero is left out."""
    same([("A-1", text), ("B-1", "5")], [("B-1", 5.0)])


def test_codes_have_one_form():
    """Capitals, and one sign between the parts."""
    same([(" ab_12", "1"), ("c  7", "2"), ("d-_9", "3"), ("E5 ", "4")], [("AB-12", 1.0), ("C-7", 2.0), ("D-9", 3.0), ("E5", 4.0)])


def test_several_rows_for_one_code():
    """Several rows for one code, some of them without a price."""
    rows = [("a 1", "none"), ("A-1", "5"), ("b-2", "8"), ("a_1", "6"), ("A 1", "7"), ("A-1", "")]
    same(rows, [("A-1", 5.0 if WHICH == "first" else 7.0), ("B-2", 8.0)])


def test_fresh_lists():
    """Lists drawn at random."""
    draw = random.Random(17)
    for _ in range(12):
        rows, kept = [], {}
        for _ in range(draw.randint(2, 15)):
            number, cents = draw.randint(1, 5), draw.randint(1, 500000)
            text = draw.choice([written(cents), f"EUR {written(cents)}", "?"])
            rows.append((draw.choice([f"x-{number}", f" X {number}", f"x_{number} "]), text))
            if text != "?" and (WHICH == "last" or f"X-{number}" not in kept):
                kept[f"X-{number}"] = cents / 100
        same(rows, sorted(kept.items()))


def test_the_list_is_left_alone():
    """The caller's table does not change."""
    rows = table([(" a_1", "5"), ("a-1", None)])
    before = rows.copy()
    tidy(rows)
    pd.testing.assert_frame_equal(rows, before)
