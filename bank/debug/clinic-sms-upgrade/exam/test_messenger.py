"""The messenger on version 2.1."""

import pytest
from clinic.messenger import Messenger


class Gateway:
    """Fails for the first `fails` calls, then answers with ids."""

    def __init__(self, fails=0):
        self.fails, self.calls = fails, []

    def __call__(self, number, text):
        self.calls.append((number, text))
        if len(self.calls) <= self.fails:
            raise OSError("no route")
        return f"m{len(self.calls)}"


@pytest.mark.parametrize(("text", "parts"), [("hello", 1), ("x" * 160, 1), ("x" * 161, 2)])
def test_a_text_goes_out(text, parts):
    gateway = Gateway()
    sent = Messenger(gateway).send("+49171234567", text)
    assert (sent.id, sent.tries, sent.problem) == ("m1", 1, "")
    assert [number for number, _part in gateway.calls] == ["+49171234567"] * parts


@pytest.mark.parametrize("number", ["0049171234567", "+49171234567", "00431234567"])
def test_old_numbers_still_work(number):
    gateway = Gateway()
    sent = Messenger(gateway).send(number, "hello")
    assert sent.id == "m1" and sent.number == number
    assert gateway.calls == [("+" + number.lstrip("+0"), "hello")]


@pytest.mark.parametrize(("number", "text", "words"), [("0171234567", "hello", "`0171234567` is no international number"), ("+49171234567", "", "the text is empty")])
def test_final_errors_are_not_tried_again(number, text, words):
    gateway = Gateway()
    sent = Messenger(gateway).send(number, text)
    assert (sent.id, sent.tries, sent.problem) == (None, 1, words)
    assert gateway.calls == []


@pytest.mark.parametrize(("fails", "tries", "sent_id"), [(1, 2, "m2"), (2, 3, "m3"), (3, 3, None), (9, 3, None)])
def test_the_gateway_comes_back(fails, tries, sent_id):
    gateway = Gateway(fails)
    sent = Messenger(gateway).send("+49171234567", "hello")
    assert (sent.id, sent.tries, len(gateway.calls)) == (sent_id, tries, tries)
    assert sent.problem == ("" if sent_id else "the gateway can't be reached")


def test_one_failure_does_not_stop_the_others():
    messenger = Messenger(Gateway(3))
    assert messenger.send_all([("+491", "a"), ("171", "b"), ("+492", ""), ("+493", "c")]) == 1
    assert [sent.tries for sent in messenger.log] == [3, 1, 1, 1]


def test_what_callers_see_is_as_before():
    messenger = Messenger(Gateway(), sender="Desk")
    sent = messenger.send("+491", "a")
    assert messenger.log == [sent] and (sent.number, sent.id, sent.tries, sent.problem) == ("+491", "m1", 1, "")
    with pytest.raises(ValueError):
        Messenger(Gateway(), sender="")
