"""One figure drawn and saved; the exam asks for facts of it."""

from solution import call


def test_title():
    assert call("title") == "Growth"


def test_saved_picture():
    assert call("saved_bytes") > 5000
