"""The size of the change; it counts only with the mend."""

from clinic.model import Insurance, Kind, Line
from clinic.tariff import insured_cents


def test_the_change_is_small(changes):
    assert changes.files == ["clinic/tariff.py"] and changes.lines <= 12
    assert insured_cents([Line("visit", 2045), Line("material", 1015)], Insurance.PRIVATE, Kind.CHECK) == 2754
