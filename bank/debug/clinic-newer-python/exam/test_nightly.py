"""Each function does what it says."""

import io

import pytest
from clinic.nightly import figures, flat, is_wanted, plugin, settings, stamp, words


@pytest.mark.parametrize(("text", "found"), [("[mail]\nto = head\n", {"to": "head"}), ("[mail]\nto=a\ncopy = yes\n[x]\ny = 1\n", {"to": "a", "copy": "yes"})])
def test_settings(text, found):
    assert settings(io.StringIO(text)) == found


@pytest.mark.parametrize("text", ["y", "yes", "t", "true", "on", "1", "TRUE", "On"])
def test_wishes_yes(text):
    assert is_wanted(text) is True


@pytest.mark.parametrize("text", ["n", "no", "f", "false", "off", "0", "NO", "False"])
def test_wishes_no(text):
    assert is_wanted(text) is False
    assert is_wanted("yes") is True


def test_figures():
    xml = "<day><figure name='visits'>12</figure><group><figure name='missed'>3</figure></group></day>"
    assert figures(xml) == {"visits": 12, "missed": 3}


@pytest.mark.parametrize(("value", "found"), [({"a": {"b": 1, "c": {"d": 2}}}, {"a.b": 1, "a.c.d": 2}), ({"a": [1]}, {"a": [1]}), ({}, {})])
def test_flat(value, found):
    assert flat(value) == found
    assert flat({"a": {"b": 1}}) == {"a.b": 1}


@pytest.mark.parametrize(("seconds", "text"), [(0, "1970-01-01T00:00:00Z"), (1714989600, "2024-05-06T10:00:00Z"), (1714989600.25, "2024-05-06T10:00:00.250000Z")])
def test_stamps(seconds, text):
    assert stamp(seconds) == text


def test_plugins():
    made = plugin("own", "FACTOR = 3\n\ndef times(number):\n    return FACTOR * number\n")
    assert made.times(4) == 12 and made.__name__ == "own"


def test_words():
    assert words("12 visits, 3 missed.") == ["12", "visits", "3", "missed"] and words("") == []
