"""Checks of the dentist's free slots."""

import pytest
from slots import free_slots

DAY = [(500, 560), (560, 600), (660, 700)]


@pytest.mark.public
def test_a_gap_between_two_appointments():
    assert free_slots([(480, 540), (600, 720)], 480, 720) == [(540, 600)]


def test_a_gap_is_only_where_nothing_is_booked():
    assert free_slots(DAY, 500, 700, 1) == [(600, 660)]
    assert free_slots([(480, 600), (600, 720)], 480, 720, 1) == []


@pytest.mark.public
def test_both_ends_of_the_day_count():
    assert free_slots([(540, 600)], 480, 720) == [(480, 540), (600, 720)]


def test_both_ends_meet_on_an_empty_day():
    assert free_slots([], 480, 720) == [(480, 720)]


@pytest.mark.parametrize(("minutes", "expected"), [(20, [(480, 500), (600, 660), (700, 720)]), (21, [(600, 660)]), (60, [(600, 660)]), (61, [])])
def test_the_length_of_a_slot(minutes, expected):
    assert free_slots(DAY, 480, 720, minutes) == expected


def test_without_a_length_it_is_half_an_hour():
    booked = [(510, 600), (629, 700)]
    assert free_slots(booked, 480, 729) == [(480, 510)]
