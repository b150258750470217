"""What the candidate's tests are worth."""

import pytest

BUGS = ('waits_at_the_end', 'same_pause', 'tries_refusals', 'one_more_try', 'border_499', 'never_waits', 'gives_status')


def test_no_false_alarm(suite):
    """Right programs pass all tests, in every order, and some bug is caught."""
    assert suite.false_alarms == [] and suite.caught


@pytest.mark.parametrize("bug", BUGS)
def test_catches(suite, bug):
    """A program with one bug fails a test."""
    assert suite.catches(bug)
