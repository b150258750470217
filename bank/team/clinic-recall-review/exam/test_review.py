"""The comments, held against what was planted."""

import pytest
from places import DECOYS, DEFECTS


@pytest.mark.parametrize("name", ['shared default', 'unwanted message'])
def test_finds_what_matters(review, name):
    """A severe defect is found, and little else is claimed."""
    score = review.against(DEFECTS, DECOYS)
    assert score.finds(name) and name not in score.misjudged


@pytest.mark.parametrize("name", ['due boundary', 'nobody asked'])
def test_finds_the_rest(review, name):
    """A lesser defect is found, too."""
    assert review.against(DEFECTS, DECOYS).finds(name)


def test_right_code_is_left_alone(review):
    """No comment blames what is right, and something is found."""
    score = review.against(DEFECTS, DECOYS)
    assert score.found and not score.decoys and len(score.false_alarms) <= 1
