"""A row for each member, whatever was paid."""

import random

import pandas as pd
from payments import paid

HOW, COLUMN, KIND = "{{how}}", "{{column}}", "{{kind}}"


def members(rows):
    return pd.DataFrame(rows, columns=["number", "name"], index=range(50, 50 + len(rows))).astype({"number": "int64", "name": object})


def payments(rows):
    return pd.DataFrame(rows, columns=["member", "amount"]).astype({"member": "int64", "amount": "float64"})


def expected(people, paying):
    """Worked out member by member in plain Python."""
    result = []
    for number, name in people:
        amounts = [amount for member, amount in paying if member == number]
        value = {"sum": sum(amounts), "count": len(amounts), "max": max(amounts, default=0)}[HOW]
        result.append([number, name, value])
    return result


def same(people, paying):
    got = paid(members(people), payments(paying))
    assert list(got.columns) == ["number", "name", COLUMN]
    assert got.values.tolist() == expected(people, paying)
    return got


PEOPLE = [(7, "Ines"), (3, "Tom"), (9, "Ada")]


def test_two_members():
    """Two members, three payments."""
    same([(7, "Ines"), (3, "Tom")], [(3, 10.0), (7, 25.0), (3, 5.5)])


def test_a_member_who_never_paid():
    """The member stays, with nothing."""
    same(PEOPLE, [(7, 25.0), (9, 4.0), (7, 1.0)])


def test_payments_of_strangers():
    """Nobody has this number; no row is added for it."""
    same(PEOPLE, [(7, 25.0), (4, 99.0), (3, 5.0), (9, 2.0), (9, 2.0)])


def test_the_form_of_the_table():
    """Index, columns and types; two members may have one name."""
    got = same([(8, "Tom"), (2, "Ada"), (5, "Tom")], [(2, 1.5), (8, 2.5), (5, 3.0), (8, 4.0)])
    assert got.index.tolist() == [0, 1, 2]
    assert str(got[COLUMN].dtype) == KIND


def test_no_payments_at_all():
    """Every member with nothing, in the right type."""
    got = same(PEOPLE, [])
    assert str(got[COLUMN].dtype) == KIND
    assert len(paid(members([]), payments([(1, 2.0)]))) == 0


def test_the_tables_are_left_alone():
    """Neither table changes."""
    people, paying = members(PEOPLE), payments([(7, 25.0), (4, 9.0)])
    before = people.copy(), paying.copy()
    paid(people, paying)
    pd.testing.assert_frame_equal(people, before[0])
    pd.testing.assert_frame_equal(paying, before[1])


def test_many_clubs():
    """Clubs drawn at random."""
    draw = random.Random(21)
    for _ in range(15):
        numbers = draw.sample(range(1, 30), draw.randint(1, 8))
        people = [(number, draw.choice(["Ada", "Tom", "Ines"])) for number in numbers]
        same(people, [(draw.randint(1, 30), draw.choice([1.5, 2.25, 10.0])) for _ in range(draw.randint(1, 40))])
