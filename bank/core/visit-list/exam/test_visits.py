"""Checks of the plan of visits."""

import copy

import pytest
from visits import with_visit


def plan():
    return {"Ana": ["Mon", "Wed"], "Ben": ["Tue"], "Cy": []}


@pytest.mark.public
def test_a_visit_comes_at_the_end():
    assert with_visit(plan(), "Ana", "Thu") == {"Ana": ["Mon", "Wed", "Thu"], "Ben": ["Tue"], "Cy": []}


def test_a_visit_may_repeat_a_day():
    assert with_visit(plan(), "Ben", "Tue")["Ben"] == ["Tue", "Tue"]


def test_a_first_visit_makes_a_list():
    assert with_visit({}, "Di", "Fri") == {"Di": ["Fri"]}
    assert with_visit(plan(), "Di", "Fri") == {**plan(), "Di": ["Fri"]}


def test_a_first_visit_starts_with_nothing():
    with_visit({}, "Di", "Fri")
    assert with_visit({}, "Eva", "Mon") == {"Eva": ["Mon"]}


@pytest.mark.parametrize("name", ["Ana", "Cy", "Di"])
def test_the_old_plan_stays(name):
    old = plan()
    with_visit(old, name, "Sun")
    assert old == plan()


@pytest.mark.parametrize("name", ["Ana", "Ben", "Cy"])
def test_the_new_plan_shares_no_list(name):
    old = plan()
    new = with_visit(old, "Ana", "Sun")
    new[name].append("later")
    assert old == plan()


def test_the_new_plan_is_another_dictionary():
    old = plan()
    new = with_visit(old, "Ana", "Sun")
    new["Zoe"] = []
    assert old == plan()
