from datetime import date, datetime

import pytest
from clinic import importer, phone
from clinic.model import Invalid, Kind
from clinic.reminders import Reminders
from clinic.search import Search, folded
from clinic.settings import Settings


@pytest.mark.parametrize(("text", "number"), [("0170 12 34-567", "+491701234567"), ("0043/1 2345678", "+4312345678")])
def test_numbers_have_one_form(text, number):
    assert phone.normalise(text) == number


def test_numbers_without_area_code_are_refused():
    with pytest.raises(Invalid):
        phone.normalise("445566")


@pytest.mark.parametrize(
    ("query", "ids"),
    [("unal", ["p000001"]), ("STRAUSS", ["p000003"]), ("1.7.1949", ["p000002"]), ("030 445566", ["p000003"]), ("zoe", [])],
)
def test_people_are_found(store, query, ids):
    assert [patient.id for patient in Search(store).find(query)] == ids


def test_folding():
    assert folded("Ünal Strauß") == "unal strauss"


def test_old_data_is_taken_over(store):
    outcome = importer.patients("nr;name;born;tel\n7;Roe, Ida;31.12.80;0151 999888777\n8;;1.1.70;\n", store)
    assert outcome.taken == 1 and outcome.problems == ["line 3: the name is empty"]
    assert store.patient("p000007").born == date(1980, 12, 31)


def test_reminders_go_out_once(api, store, clock, audit):
    api.booking.book("p000001", "kim", Kind.CHECK, datetime(2024, 5, 8, 9, 0))
    reminders = Reminders(Settings(), store, clock, audit)
    clock.set(datetime(2024, 5, 6, 9, 0))
    sent = []
    reminders.send(lambda *message: sent.append(message))
    reminders.send(lambda *message: sent.append(message))
    assert len(sent) == 1 and sent[0][:2] == ("sms", "+491701234567")
