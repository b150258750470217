"""The code with the suggestions applied."""

from datetime import date

import pytest
from clinic.model import Invoice, Line
from clinic.refund import Refunds, share_of, split
from clinic.store import MemoryStore


def invoice(number, cents):
    return Invoice(number, "p1", f"a{number}", date(2024, 5, 6), (Line("visit", cents),), 0, cents)


def refunds():
    store = MemoryStore()
    for number, cents in (("2024-00001", 1000), ("2024-000011", 500)):
        store.put_invoice(invoice(number, cents))
    return Refunds(store)


def test_never_more_than_was_paid_in_all():
    made = refunds()
    made.give("2024-00001", 600)
    with pytest.raises(ValueError):
        made.give("2024-00001", 401)
    made.give("2024-00001", 400)
    made.give("2024-000011", 500)
    with pytest.raises(ValueError):
        made.give("2024-000011", 1)
    assert made.given("2024-00001") == 1000


def test_each_invoice_is_counted_alone():
    made = refunds()
    made.give("2024-00001", 300)
    assert (made.given("2024-00001"), made.given("2024-000011")) == (300, 0)
    made.give("2024-000011", 500)
    assert made.given("2024-000011") == 500


@pytest.mark.parametrize(("cents", "percent", "share"), [(1999, 50, 1000), (333, 50, 167), (101, 10, 10), (105, 10, 11), (0, 50, 0), (29, 100, 29)])
def test_shares_are_rounded_half_up(cents, percent, share):
    assert share_of(invoice("1", cents), percent) == share
    assert split(10, 3) == [4, 3, 3]
