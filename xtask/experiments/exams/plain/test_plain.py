"""Ten parametrised tests without any fixture: the shape that can also be called without pytest."""

import pytest


@pytest.mark.parametrize(("number", "text"), [(1, "1"), (3, "fizz"), (5, "buzz"), (9, "fizz"), (10, "buzz"), (15, "fizzbuzz"),
                                             (2, "2"), (4, "4"), (30, "fizzbuzz"), (7, "7")])
def test_fizzbuzz(number, text):
    words = "fizz" * (number % 3 == 0) + "buzz" * (number % 5 == 0)
    assert (words or str(number)) == text
