"""Holes that were planted, and places that only look like one."""

import pytest
from assay.answers import Choice, Place, Places, Text

FLAWS = [Place("clinic/portal.py", 36, 36, "sql"), Place("clinic/portal.py", 41, 44, "access"), Place("clinic/portal.py", 57, 57, "path"), Place("clinic/portal.py", 73, 73, "secret"), Place("clinic/portal.py", 82, 82, "secret")]
DECOYS = [Place("clinic/portal.py", 31, 31, "sql"), Place("clinic/portal.py", 48, 48, "access"), Place("clinic/portal.py", 65, 65, "path"), Place("clinic/portal.py", 77, 77, "secret"), Place("clinic/portal.py", 86, 86, "secret"), Place("clinic/portal.py", 90, 90, "secret")]
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
    answers.holds("worst", Text("clinic/portal.py:36", *[f"clinic/portal.py:{line}" for line in range(35, 38)]))
