"""What the insurance pays."""

import pytest
from clinic.model import Insurance, Kind, Line
from clinic.tariff import insured_cents


def lines(*cents):
    return [Line(f"line {number}", amount) for number, amount in enumerate(cents)]


@pytest.mark.parametrize(
    ("insurance", "kind", "cents", "paid"),
    [
        (Insurance.PRIVATE, Kind.CHECK, (2045, 1015), 2754),
        (Insurance.PRIVATE, Kind.CHECK, (5, 5, 5, 5), 18),
        (Insurance.PUBLIC, Kind.VACCINATION, (2290, 333, 333), 2513),
        (Insurance.PUBLIC, Kind.PROCEDURE, (6665, 6665, 6665), 13997),
        (Insurance.PRIVATE, Kind.PROCEDURE, (4, 1, 4), 8),
    ],
)
def test_the_share_is_taken_of_the_sum(insurance, kind, cents, paid):
    assert insured_cents(lines(*cents), insurance, kind) == paid


@pytest.mark.parametrize(
    ("insurance", "kind", "cents", "paid"),
    [
        (Insurance.PRIVATE, Kind.CHECK, 5, 5),
        (Insurance.PRIVATE, Kind.CHECK, 25, 23),
        (Insurance.PRIVATE, Kind.CHECK, 45, 41),
        (Insurance.PUBLIC, Kind.VACCINATION, 30, 26),
        (Insurance.PUBLIC, Kind.VACCINATION, 10, 9),
    ],
)
def test_half_a_cent_goes_up(insurance, kind, cents, paid):
    assert insured_cents(lines(cents), insurance, kind) == paid


@pytest.mark.parametrize(
    ("insurance", "kind", "paid"),
    [(Insurance.NONE, Kind.CHECK, 0), (Insurance.PUBLIC, Kind.PROCEDURE, 200), (Insurance.PRIVATE, Kind.CHECK, 1080)],
)
def test_the_rest_is_as_before(insurance, kind, paid):
    mixed = [Line("visit", 1200), Line("tea", 955, covered=False)]
    assert insured_cents(mixed, insurance, kind) == paid
    assert insured_cents(lines(2045, 1015), Insurance.PRIVATE, Kind.CHECK) == 2754


def test_a_small_bill_is_the_patients_own():
    assert insured_cents(lines(900), Insurance.PUBLIC, Kind.PROCEDURE) == 0
    assert insured_cents([], Insurance.PRIVATE, Kind.CHECK) == 0
    assert insured_cents(lines(25), Insurance.PRIVATE, Kind.CHECK) == 23
