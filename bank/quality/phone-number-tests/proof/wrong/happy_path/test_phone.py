import pytest
from phone import normalise


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0170 1234567", "+491701234567"),
        ("(030) 44/55-66", "+4930445566"),
        ("0043 1 234567", "+431234567"),
        ("+43 1 234567", "+431234567"),
        ("+1234567", "+1234567"),
        ("+123456789012345", "+123456789012345"),
    ],
)
def test_numbers(text, number):
    assert normalise(text) == number

