from datetime import date, datetime

import pytest
from clinic import tariff
from clinic.billing import euros, text
from clinic.model import Conflict, Insurance, Kind, Line


def test_prices_hold_from_their_day():
    assert tariff.price(Kind.CHECK, date(2023, 12, 31)) == 4200
    assert tariff.price(Kind.CHECK, date(2024, 1, 1)) == 4550


@pytest.mark.parametrize(
    ("insurance", "kind", "cents", "paid"),
    [
        (Insurance.PUBLIC, Kind.VACCINATION, 2490, 2117),
        (Insurance.PUBLIC, Kind.PROCEDURE, 2000, 1000),
        (Insurance.PRIVATE, Kind.CHECK, 4555, 4100),
        (Insurance.NONE, Kind.CHECK, 4550, 0),
    ],
)
def test_insurance_pays_its_share(insurance, kind, cents, paid):
    assert tariff.insured_cents([Line("visit", cents), Line("tea", 300, covered=False)], insurance, kind) == paid


def test_an_invoice_is_written_once(api):
    made = api.booking.book("p000002", "kim", Kind.PROCEDURE, datetime(2024, 5, 6, 9, 0))
    with pytest.raises(Conflict):
        api.billing.invoice(made.id)
    api.booking.arrive(made.id)
    api.booking.finish(made.id)
    invoice = api.billing.invoice(made.id)
    assert invoice.number == "2024-00001" and invoice.total_cents == 19900
    assert invoice.insurance_cents + invoice.patient_cents == invoice.total_cents
    assert "you pay" in text(invoice)
    with pytest.raises(Conflict):
        api.billing.invoice(made.id)


def test_euros():
    assert [euros(cents) for cents in (5, 123450, -99)] == ["0.05", "1,234.50", "-0.99"]
