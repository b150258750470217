from datetime import date, timedelta

import pytest
from recall import due

TODAY = date(2024, 5, 6)


class Sender:
    def __init__(self, *broken):
        self.sent, self.broken = [], broken

    def __call__(self, phone, until):
        if phone in self.broken:
            raise OSError("no network")
        self.sent.append((phone, until))


def patient(name, left, told=None):
    return {"name": name, "phone": f"+{name}", "until": TODAY + timedelta(days=left), "told": told}


def today():
    return TODAY


@pytest.mark.parametrize(("left", "is_told"), [(-1, False), (0, True), (3, True), (7, True), (8, False)])
def test_days(left, is_told):
    sender = Sender()
    assert due([patient("a", left)], today, sender) == (["a"] if is_told else [])
    assert sender.sent == ([("+a", TODAY + timedelta(days=left))] if is_told else [])


def test_other_number_of_days():
    assert due([patient("a", 2), patient("b", 3)], today, Sender(), days=2) == ["a"]


def test_told_once_for_each_prescription():
    known, sender = patient("a", 3), Sender()
    assert due([known], today, sender) == ["a"]
    assert due([known], today, sender) == []
    known["until"] = TODAY + timedelta(days=5)
    assert due([known], today, sender) == ["a"]
    assert len(sender.sent) == 2


def test_a_failure_stops_nobody_and_is_tried_again():
    people = [patient("a", 1), patient("b", 1)]
    assert due(people, today, Sender("+a")) == ["b"]
    assert due(people, today, Sender()) == ["a"]
