"""Ten tests of a small function, with what ordinary exams use; each asks the submission once."""

import pytest
from solution import call


@pytest.fixture
def numbers():
    return [3, 1, 2]


@pytest.mark.parametrize(("number", "text"), [(1, "1"), (3, "fizz"), (5, "buzz"), (9, "fizz"), (10, "buzz"), (15, "fizzbuzz")])
def test_fizzbuzz(number, text):
    assert call("fizzbuzz", number) == text


def test_of_a_fixture(numbers):
    assert call("fizzbuzz", numbers[0]) == "fizz"


def test_raises():
    with pytest.raises(ValueError, match="negative"):
        call("fizzbuzz", -1)


def test_approximately(numbers):
    assert call("mean", numbers) == pytest.approx(2.0)


class TestClass:
    def test_method(self, numbers):
        assert call("fizzbuzz", sum(numbers)) == "fizz"
