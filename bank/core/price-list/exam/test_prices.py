"""Checks of the price list."""

import pytest
from prices import PriceError, read_prices


@pytest.mark.public
def test_good_prices_are_numbers():
    result = read_prices({"tea": "4.50", "salt": " 1 "})
    assert result == {"tea": 4.5, "salt": 1.0}
    assert isinstance(result["salt"], float)


def test_good_prices_may_be_nothing():
    assert read_prices({}) == {}
    assert read_prices({"air": "0"}) == {"air": 0.0}


@pytest.mark.public
@pytest.mark.parametrize("text", ["4,50", "", "two", "-0.01", "-5"])
def test_a_bad_price_names_the_article(text):
    with pytest.raises(PriceError) as caught:
        read_prices({"milk": "1.00", "tea": text, "salt": "2"})
    assert caught.value.args == ("tea",)


@pytest.mark.parametrize("text", ["4,50", ""])
def test_the_cause_is_kept(text):
    with pytest.raises(PriceError) as caught:
        read_prices({"tea": text})
    assert isinstance(caught.value.__cause__, ValueError)


@pytest.mark.parametrize("value", [None, ["4.50"]])
def test_another_error_comes_through(value):
    with pytest.raises(TypeError):
        read_prices({"tea": value})
