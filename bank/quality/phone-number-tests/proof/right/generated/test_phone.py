import random

import pytest
from phone import normalise


@pytest.fixture
def digits():
    return [str(random.Random(number).randrange(10**8, 10**10)) for number in range(30)]


def test_three_forms_of_one_number(digits):
    for each in digits:
        plus, zeros, spaced = normalise("+43" + each), normalise("0043" + each), normalise(f"+43 ({each[:3]}) / {each[3:]}-")
        assert plus == zeros == spaced == "+43" + each
        assert normalise("0" + each) == "+49" + each


@pytest.mark.parametrize("size", [1, 6, 16, 40])
def test_sizes_that_are_none(size):
    with pytest.raises(ValueError):
        normalise("+" + "7" * size)


@pytest.mark.parametrize("text", ["+4930123a", "+49 30 12b456", "301234567"])
def test_texts_that_are_none(text):
    with pytest.raises(ValueError):
        normalise(text)


def test_edges():
    assert len(normalise("+" + "7" * 7)) == 8 and len(normalise("+" + "7" * 15)) == 16
