"""Checks of the order numbers in letters."""

import pytest
from orders import order_numbers

LETTERS, DIGITS = {{letters}}, {{digits}}


def number(at):
    return "QXZKAB"[at:at + LETTERS] + "-" + "9081726354"[at:at + DIGITS]


ONE, TWO = number(0), number(1)


@pytest.mark.public
def test_finds_the_example():
    assert order_numbers("Where is {{example}}? Thank you!") == ["{{example}}"]


def test_finds_all_in_their_order():
    assert order_numbers(f"{TWO}, ({ONE}) and {TWO}.\n{ONE}") == [TWO, ONE, TWO, ONE]
    assert order_numbers("") == []


def test_finds_numbers_between_other_signs():
    assert order_numbers(f"#{ONE}/{TWO};é.{ONE}:") == [ONE, TWO, ONE]


def test_finds_neighbours_with_one_blank():
    assert order_numbers(f"{ONE} {TWO}") == [ONE, TWO]


@pytest.mark.parametrize("text", [f"X{ONE}", f"x{ONE}", f"é{ONE}", f"7{ONE}", f"_{ONE}", f"-{ONE}"])
def test_part_of_a_longer_word_before(text):
    assert order_numbers(text) == []


@pytest.mark.parametrize("after", ["1", "a", "é", "_", "-", "-1"])
def test_part_of_a_longer_word_after(after):
    assert order_numbers(ONE + after) == []


@pytest.mark.parametrize("text", [ONE.lower(), ONE[:-1], ONE[1:], ONE.replace("-", " "), ONE[:-1] + "\u0663", "\u00c4" + ONE[1:]])
def test_part_of_the_shape_is_missing(text):
    assert order_numbers(text) == []


def test_a_long_letter_is_read_at_once():
    text = "A" * 500_000 + " " + "A-" * 250_000 + " " + ONE
    assert order_numbers(text) == [ONE]
