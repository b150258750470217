"""The size of the change; it counts only with the mend."""

from clinic.search import folded


def test_the_change_is_small(changes):
    assert changes.files == ["clinic/search.py"] and changes.lines <= 20
    assert folded("ß") == "ss"
