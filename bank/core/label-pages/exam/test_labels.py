"""Checks of the label printer."""

import pytest
from labels import Pages

FIVE = ["a", "b", "c", "d", "e"]


@pytest.mark.public
def test_pages_are_filled_in_order():
    assert list(Pages(["a", "b", "c"], 2)) == [["a", "b"], ["c"]]


@pytest.mark.parametrize(
    ("per_page", "expected"),
    [(1, [["a"], ["b"], ["c"], ["d"], ["e"]]), (4, [["a", "b", "c", "d"], ["e"]]), (5, [FIVE]), (6, [FIVE])],
)
def test_pages_of_each_size(per_page, expected):
    assert list(Pages(FIVE, per_page)) == expected


def test_pages_without_labels():
    assert list(Pages([], 3)) == []


@pytest.mark.public
def test_again_and_again():
    pages = Pages(FIVE, 2)
    assert list(pages) == list(pages) == [["a", "b"], ["c", "d"], ["e"]]


def test_again_while_another_loop_runs():
    pages = Pages(FIVE, 3)
    seen = [(first[0], second[0]) for first in pages for second in pages]
    assert seen == [("a", "a"), ("a", "d"), ("d", "a"), ("d", "d")]


def test_again_after_a_loop_that_was_left():
    pages = Pages(FIVE, 2)
    for page in pages:
        assert page == ["a", "b"]
        break
    assert next(iter(pages)) == ["a", "b"]


@pytest.mark.parametrize(("count", "per_page", "length"), [(0, 3, 0), (1, 3, 1), (3, 3, 1), (4, 3, 2), (6, 3, 2), (7, 3, 3)])
def test_the_length_is_the_number_of_pages(count, per_page, length):
    pages = Pages(list(range(count)), per_page)
    assert len(pages) == length
    list(pages)
    assert len(pages) == length
