"""Holes that were planted, and places that only look like one."""

import pytest
from assay.answers import Choice, Place, Places, Text

FLAWS = [Place("clinic/payments.py", 32, 32, "secret"), Place("clinic/payments.py", 33, 33, "access"), Place("clinic/payments.py", 40, 40, "code"), Place("clinic/payments.py", 52, 52, "access"), Place("clinic/payments.py", 72, 72, "code")]
DECOYS = [Place("clinic/payments.py", 36, 36, "code"), Place("clinic/payments.py", 44, 44, "code"), Place("clinic/payments.py", 60, 60, "access"), Place("clinic/payments.py", 67, 67, "code"), Place("clinic/payments.py", 79, 79, "path")]
PLACES = Places(FLAWS, DECOYS, 2)


def test_most_holes_are_found(answers):
    """All holes but one are found, and not more than one claim is false."""
    found = answers.places("findings", PLACES)
    assert found.found >= len(FLAWS) - 1
    assert found.blamed + found.beside <= 1


def test_every_hole_is_found(answers):
    """Every hole is found."""
    found = answers.places("findings", PLACES)
    assert not found.missed and found.blamed + found.beside <= 2


def test_safe_places_are_left_alone(answers):
    """Nothing safe is claimed, and something is found."""
    found = answers.places("findings", PLACES)
    assert not found.blamed and not found.beside and found.found >= 2


def test_the_worst_is_named(answers):
    """The hole by which a stranger gets most."""
    answers.holds("worst", Text("clinic/payments.py:40", *[f"clinic/payments.py:{line}" for line in range(39, 42)]))
