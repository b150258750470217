"""One operation."""

from solution import call


def test_product():
    assert call("product") == [[7.0, 10.0], [15.0, 22.0]]
