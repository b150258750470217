"""Checks of the letters, with an office that can fail anywhere."""

import pytest
from post import DeliveryError, send_all


class Office:
    def __init__(self, failing=(), error=None, at_open=None):
        self.failing, self.error, self.at_open = failing, error, at_open
        self.calls = []

    def open(self):
        if self.at_open is not None:
            raise self.at_open
        self.calls.append("open")

    def send(self, letter):
        if letter in self.failing:
            raise self.error if self.error is not None else DeliveryError(letter)
        self.calls.append(letter)

    def close(self):
        self.calls.append("close")


@pytest.mark.public
def test_letters_are_sent_in_order():
    office = Office()
    assert send_all(office, ["a", "b"]) == []
    assert office.calls == ["open", "a", "b", "close"]


def test_letters_may_be_none():
    office = Office()
    assert send_all(office, []) == []
    assert office.calls == ["open", "close"]


@pytest.mark.public
def test_a_letter_that_fails_is_skipped():
    office = Office(failing=("b", "c"))
    assert send_all(office, ["a", "b", "c", "d"]) == ["b", "c"]
    assert office.calls == ["open", "a", "d", "close"]


@pytest.mark.parametrize("error", [RuntimeError("no stamps"), ValueError("empty"), KeyboardInterrupt()])
def test_another_error_comes_through(error):
    office = Office(failing=("b",), error=error)
    with pytest.raises(type(error)):
        send_all(office, ["a", "b", "c"])
    assert [call for call in office.calls if call != "close"] == ["open", "a"]


@pytest.mark.parametrize("error", [RuntimeError("no stamps"), KeyboardInterrupt()])
def test_the_office_is_closed_after_an_error(error):
    office = Office(failing=("b",), error=error)
    with pytest.raises(type(error)):
        send_all(office, ["a", "b"])
    assert office.calls.count("close") == 1


def test_the_office_that_did_not_open_stays_closed():
    office = Office(at_open=RuntimeError("holiday"))
    with pytest.raises(RuntimeError):
        send_all(office, ["a"])
    assert office.calls == []


def test_the_office_that_cannot_open_because_of_a_delivery():
    office = Office(at_open=DeliveryError("gate"))
    with pytest.raises(DeliveryError):
        send_all(office, ["a"])
    assert office.calls == []
