"""Faults put in by a known process must be mended, clean cells stay as they are."""

import math
import random

import pandas as pd
import pytest
from cleaning import clean

UNIT, FACTOR, LOW = "{{unit}}", {{factor}}, {{low}}
NAN = float("nan")


def log(rows):
    table = pd.DataFrame(rows, columns=["patient", "weight"]).astype(object)
    table.index = range(10, 10 + len(rows))
    return table


def same(rows, expected):
    got = clean(log(rows))
    assert list(got.columns) == ["patient", "kg"]
    assert got.index.tolist() == list(range(len(expected)))
    assert got["kg"].dtype == float
    assert got["patient"].tolist() == [patient for patient, _ in expected]
    for weight, right in zip(got["kg"].tolist(), [kg for _, kg in expected], strict=True):
        assert (math.isnan(weight) and math.isnan(right)) or weight == pytest.approx(right, rel=1e-9)


def in_unit(kg):
    return f"{kg / FACTOR:.6f}".rstrip("0").rstrip(".")


def test_clean_rows_stay():
    """Nothing to mend."""
    same([("A1", "72.5 kg"), ("B2", "64 kg")], [("A1", 72.5), ("B2", 64.0)])


@pytest.mark.parametrize("text", ["72.5", " 72,5 kg", "72,5KG", "72.5kg ", "72,50 Kg"])
def test_each_way_to_write(text):
    """The ways in which one weight is written."""
    same([("A1", text)], [("A1", 72.5)])


@pytest.mark.parametrize("form", ["{} UNIT", "{}UNIT", " {} UPPER ", "{}  UNIT"])
def test_each_way_to_write_the_other_unit(form):
    """The other unit, in small and capital letters."""
    text = form.replace("UNIT", UNIT).replace("UPPER", UNIT.upper())
    same([("A1", text.format(in_unit(63.5)))], [("A1", 63.5)])


@pytest.mark.parametrize("text", ["", "?", "heavy", "72 stones", "7 2 kg", "kg", "72..5 kg", "-72 kg", "72.5 kg?", None])
def test_what_is_no_weight(text):
    """No number, no known unit, or more than one can say: a missing value."""
    same([("A1", text), ("B1", "70")], [("A1", NAN), ("B1", 70.0)])


def test_patients_have_one_code():
    """Spaces at the ends go, letters become capitals."""
    same([(" ab12 ", "70"), ("Cd 3", "71")], [("AB12", 70.0), ("CD 3", 71.0)])


def test_doubles_go():
    """Doubles are seen after cleaning; the first stays in its place."""
    rows = [("b1", "70,0 kg"), ("A1", "65"), ("B1 ", in_unit(70) + UNIT), ("A1", "66"), ("a1", "?"), ("A1", None), ("b1", "65")]
    same(rows, [("B1", 70.0), ("A1", 65.0), ("A1", 66.0), ("A1", NAN), ("B1", 65.0)])


def test_impossible_weights_are_missing():
    """The limits themselves are possible."""
    rows = [("A", f"{LOW}"), ("B", f"{LOW - 0.5}"), ("C", "300"), ("D", "300,5"), ("E", "0"), ("F", in_unit(400) + UNIT)]
    same(rows, [("A", float(LOW)), ("B", NAN), ("C", 300.0), ("D", NAN), ("E", NAN), ("F", NAN)])


def test_a_fresh_log():
    """Logs with faults drawn at random."""
    draw = random.Random(13)
    for _ in range(12):
        rows, right = [], []
        for _ in range(draw.randint(3, 20)):
            patient, kg = draw.choice(["A1", "B2", "C3"]), draw.randint(50, 60)
            text = draw.choice([f"{kg}", f"{kg},0 kg", f"{kg}.0KG", f"{in_unit(kg)} {UNIT}", "??"])
            kg = NAN if text == "??" else float(kg)
            rows.append((draw.choice([patient, patient.lower(), f" {patient}"]), text))
            key = (patient, str(kg))
            if key not in [(name, str(value)) for name, value in right]:
                right.append((patient, kg))
        same(rows, right)


def test_the_log_is_left_alone():
    """The caller's table does not change."""
    rows = log([(" a1", "70,0"), ("a1", None)])
    before = rows.copy()
    clean(rows)
    pd.testing.assert_frame_equal(rows, before)
