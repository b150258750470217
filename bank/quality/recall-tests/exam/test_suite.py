"""What the candidate's tests are worth."""

import pytest

BUGS = ('reported', 'stops_at_failure', 'told_for_ever', 'after_the_end', 'day_too_late')


def test_no_false_alarm(suite):
    """Right programs pass all tests, in every order, and some bug is caught."""
    assert suite.false_alarms == [] and suite.caught


@pytest.mark.parametrize("bug", BUGS)
def test_catches(suite, bug):
    """A program with one bug fails a test."""
    assert suite.catches(bug)
