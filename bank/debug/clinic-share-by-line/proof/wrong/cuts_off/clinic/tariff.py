"""What visits cost, and which share an insurance pays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .model import Insurance, Invalid, Kind, Line, Patient

CHILD_UNTIL = 12


@dataclass(frozen=True)
class Price:
    """A price from a day on."""

    since: date
    cents: int


@dataclass(frozen=True)
class Share:
    """What an insurance pays of a kind of visit, in per cent, and what the patient pays at least."""

    percent: int
    least_patient_cents: int = 0


PRICES: dict[Kind, tuple[Price, ...]] = {
    Kind.CHECK: (Price(date(2020, 1, 1), 4200), Price(date(2024, 1, 1), 4550)),
    Kind.FOLLOW_UP: (Price(date(2020, 1, 1), 1800),),
    Kind.VACCINATION: (Price(date(2020, 1, 1), 2290), Price(date(2023, 7, 1), 2490)),
    Kind.PROCEDURE: (Price(date(2020, 1, 1), 18500), Price(date(2024, 4, 1), 19900)),
}

SHARES: dict[Insurance, dict[Kind, Share]] = {
    Insurance.PUBLIC: {
        Kind.CHECK: Share(100),
        Kind.FOLLOW_UP: Share(100),
        Kind.VACCINATION: Share(85),
        Kind.PROCEDURE: Share(70, least_patient_cents=1000),
    },
    Insurance.PRIVATE: {kind: Share(90) for kind in Kind},
    Insurance.NONE: {},
}


def price(kind: Kind, day: date) -> int:
    """The price in cents that holds on a day. Raises `Invalid` for a day before all prices."""
    valid = [each for each in PRICES[kind] if each.since <= day]
    if not valid:
        raise Invalid(f"there is no price of a {kind.value} on {day.isoformat()}")
    return max(valid, key=lambda each: each.since).cents


def surcharges(kind: Kind, patient: Patient, day: date, is_weekend: bool) -> list[Line]:
    """Extra lines of a visit; children pay none at weekends."""
    lines = []
    if is_weekend and patient.age_on(day) >= CHILD_UNTIL:
        lines.append(Line("weekend", 1200, covered=False))
    if kind is Kind.PROCEDURE and patient.age_on(day) >= 75:
        lines.append(Line("assistance", 2400))
    return lines


def insured_cents(lines: list[Line], insurance: Insurance, kind: Kind) -> int:
    """What the insurance pays of the covered lines, rounded half up to whole cents."""
    share = SHARES[insurance].get(kind)
    if share is None:
        return 0
    covered = sum(line.cents for line in lines if line.covered)
    paid = covered * share.percent // 100
    return max(0, min(paid, covered - share.least_patient_cents))
