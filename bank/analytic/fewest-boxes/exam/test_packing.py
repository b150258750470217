import pytest
from packing import pack


def assert_packed(bottles, sizes, fewest):
    boxes = pack(bottles, sizes)
    assert boxes is not None
    boxes = list(boxes)
    assert all(box in sizes for box in boxes)
    assert sum(boxes) == bottles
    assert len(boxes) == fewest


@pytest.mark.parametrize(
    "bottles, sizes, fewest",
    [
        (12, [1, 6, 10], 2),
        (30, [1, 10, 25], 3),
        (7, [7], 1),
        (24, [12, 6, 3], 2),
        (6, [4, 1, 3], 2),
        (63, [1, 5, 10, 21, 25], 3),
        (1, [1, 2], 1),
    ],
)
def test_fewest(bottles, sizes, fewest):
    assert_packed(bottles, sizes, fewest)


def test_fewest_against_a_slow_oracle():
    sizes = [4, 9, 14]
    reached = {0: 0}
    wave = [0]
    while wave:
        wave = [
            total
            for total in {start + size for start in wave for size in sizes}
            if total <= 40 and total not in reached and reached.setdefault(total, None) is None
        ]
        for total in wave:
            reached[total] = min(reached[total - size] for size in sizes if reached.get(total - size) is not None) + 1
    for bottles in range(41):
        if bottles in reached:
            assert_packed(bottles, sizes, reached[bottles])
        else:
            assert pack(bottles, sizes) is None


@pytest.mark.parametrize("bottles, sizes", [(7, [2, 4]), (1, [3, 5]), (7, [5, 3]), (5, [])])
def test_impossible(bottles, sizes):
    assert pack(bottles, sizes) is None


def test_no_bottle():
    assert list(pack(0, [3, 5])) == []


def test_large_order():
    assert_packed(4999, [1, 5, 13, 29, 67, 150, 301, 640], 11)


def test_large_order_that_is_impossible():
    assert pack(4999, [6, 10, 14, 22, 26, 34, 38, 58]) is None
