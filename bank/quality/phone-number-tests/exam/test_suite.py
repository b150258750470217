"""What the candidate's tests are worth."""

import pytest

BUGS = ('reported', 'other_country', 'slash_kept', 'too_short', 'too_long', 'letters', 'area_code_free')


def test_no_false_alarm(suite):
    """Right programs pass all tests, in every order, and some bug is caught."""
    assert suite.false_alarms == [] and suite.caught


@pytest.mark.parametrize("bug", BUGS)
def test_catches(suite, bug):
    """A program with one bug fails a test."""
    assert suite.catches(bug)
