"""Checks of the bookkeeping."""

import pytest
from till import to_{{small}} as to_small

SEP, PLACES, FACTOR = "{{sep}}", {{places}}, {{factor}}


def text_of(amount):
    """The usual writing of an amount in small units."""
    sign = "-" if amount < 0 else ""
    whole, part = divmod(abs(amount), FACTOR)
    return f"{sign}{whole}{SEP}{part:0{PLACES}d}"


def cut_by_floats():
    """Amounts that are one less when they are cut from a float."""
    found = [n for n in range(1, 30 * FACTOR) if int(float(text_of(n).replace(SEP, ".")) * FACTOR) != n]
    return found[:4]


@pytest.mark.public
def test_an_amount_becomes_a_whole_number():
    result = to_small("{{example}}")
    assert result == {{example_value}}
    assert isinstance(result, int)


@pytest.mark.parametrize("amount", [0, 1, FACTOR - 1, FACTOR, 12345678])
def test_an_amount_is_read(amount):
    assert to_small(text_of(amount)) == amount


@pytest.mark.parametrize("amount", [*cut_by_floats(), 10**19 + 7, 98765432109876543219])
def test_no_unit_is_lost(amount):
    assert to_small(text_of(amount)) == amount


@pytest.mark.parametrize(("text", "amount"), [("7", 7 * FACTOR), (f"7{SEP}5", 7 * FACTOR + FACTOR // 2), (f"0{SEP}2", FACTOR // 5)])
def test_missing_decimals_are_zeros(text, amount):
    assert to_small(text) == amount


@pytest.mark.parametrize("amount", [-1, -FACTOR // 2, -FACTOR, -3 * FACTOR - 1])
def test_a_refund_is_negative(amount):
    assert to_small(text_of(amount)) == amount


@pytest.mark.parametrize("text", [f"1{SEP}{'0' * PLACES}5", f"-0{SEP}{'9' * PLACES}9"])
def test_less_than_one_unit_is_refused(text):
    with pytest.raises(ValueError):
        to_small(text)
