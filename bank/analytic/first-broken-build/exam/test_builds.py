import pytest
from builds import first_broken


class Builds:
    """Builds that are broken from a number on; counts how many were tried."""

    def __init__(self, broken_from):
        self.broken_from = broken_from
        self.trials = 0

    def is_broken(self, number):
        self.trials += 1
        return number >= self.broken_from


@pytest.mark.parametrize("low, high, broken_from", [(1, 10, 1), (1, 10, 10), (1, 10, 4), (40, 47, 45), (5, 6, 6)])
def test_the_first_broken_build(low, high, broken_from):
    assert first_broken(low, high, Builds(broken_from).is_broken) == broken_from


def test_one_build():
    assert first_broken(7, 7, Builds(7).is_broken) == 7


@pytest.mark.parametrize("low, high", [(1, 8), (3, 3), (1, 1000)])
def test_no_broken_build(low, high):
    assert first_broken(low, high, Builds(high + 1).is_broken) is None


@pytest.mark.parametrize("broken_from", [1, 2, 77_123, 500_001, 999_999, 1_000_000])
def test_trials_of_a_million(broken_from):
    builds = Builds(broken_from)
    assert first_broken(1, 1_000_000, builds.is_broken) == broken_from
    assert builds.trials <= 21


def test_trials_where_none_is_broken():
    builds = Builds(2_000_000)
    assert first_broken(1, 1_000_000, builds.is_broken) is None
    assert builds.trials <= 21
