"""The right parcels, and how many comparisons it takes."""

import random

import pytest
from parcels import {{word}} as chosen

HEAVIEST, LIMIT = {{heaviest}}, {{limit}}


def expected(weights, n):
    return sorted(weights, reverse=HEAVIEST)[:n]


def test_a_few_parcels():
    """Five parcels, two of them chosen."""
    assert chosen([3, 9, 1, 7, 5], 2) == expected([3, 9, 1, 7, 5], 2)


def test_many_parcels():
    """Parcels drawn at random, equal weights among them; the list stays as it is."""
    draw = random.Random(9)
    for _ in range(40):
        weights = draw.choices(range(20), k=draw.randint(1, 25))
        given, n = list(weights), draw.randint(1, 5)
        assert chosen(given, n) == expected(weights, n)
        assert given == weights


@pytest.mark.parametrize("count, n", [(0, 3), (2, 5), (3, 3), (4, 0), (1, 1)])
def test_fewer_parcels(count, n):
    """Fewer parcels than asked for, and none asked for."""
    weights = list(range(count))
    assert chosen(weights, n) == expected(weights, n)


def compared(speed, size, n=3):
    weights = random.Random(size).sample(range(9 * size), size)
    tally = speed.tally(20_000)
    result = chosen(speed.items(weights, tally), n)
    assert speed.values_of(result) == expected(weights, n)
    tally.need_budget()
    return tally.count


def test_comparisons_per_parcel(speed):
    """Few comparisons for each parcel."""
    count = compared(speed, 1200)
    assert 1200 - 3 <= count
    assert count <= LIMIT * 1200


def test_one_pass_is_enough(speed):
    """The number of comparisons grows as the number of parcels does."""
    speed.growth(lambda size: compared(speed, size, 2), [100, 400, 1600]).need(1.08, at_least=0.8)
