"""Names that are the same name."""

from datetime import date

import pytest
from clinic.model import Patient
from clinic.search import Search, duplicates, folded, score, words
from clinic.store import MemoryStore


def store(*names):
    made = MemoryStore()
    for number, name in enumerate(names, 1):
        made.put_patient(Patient(f"p{number:06}", name, date(1980, 1, 1)))
    return made


def found(query, *names):
    return [patient.name for patient in Search(store(*names)).find(query)]


@pytest.mark.parametrize("query", ["STRAUSS", "strauss", "Strauß", "STRAUẞ", "cleo strauss"])
def test_the_reported_patient_is_found(query):
    assert found(query, "Cleo Strauß-Mai", "Ada Ünal") == ["Cleo Strauß-Mai"]


@pytest.mark.parametrize(("query", "name"), [("unal", "Ada Ünal"), ("ÜNAL", "Ada Unal"), ("o'b", "Ida O'Brien"), ("mai", "Cleo Strauß-Mai")])
def test_what_worked_still_works(query, name):
    assert found(query, name, "Ben Ode") == [name]
    assert found("xyz", name) == []


@pytest.mark.parametrize(
    ("one", "other"), [("Weiß", "WEISS"), ("Νίκος", "ΝΊΚΟσ"), ("Groß", "Gross"), ("Ångström", "ANGSTROM"), ("ﬁscher", "FISCHER")]
)
def test_other_letters_and_other_uses(one, other):
    assert folded(one) == folded(other)
    assert words(f"{one} Test") == words(f"Test {other}")[::-1]
    assert score(Patient("p1", one, date(1980, 1, 1)), other) == 3
    assert folded(one) != folded("Ode")


def test_duplicates_see_the_same_name():
    pairs = duplicates(store("Ida Weiß", "WEISS, Ida", "Ida Weis").patients())
    assert [(first.name, second.name) for first, second in pairs] == [("Ida Weiß", "WEISS, Ida")]


def test_equal_names_keep_their_order():
    assert found("ida", "Ida Strauß", "Ida STRAUSA", "Ida Straust") == ["Ida STRAUSA", "Ida Strauß", "Ida Straust"]
