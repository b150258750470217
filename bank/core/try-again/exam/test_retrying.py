"""Checks of the decorator, with functions that fail a few times."""

import pytest
from retrying import retry


class Printer:
    """Fails as often as it is told."""

    def __init__(self, failures, error=TimeoutError):
        self.failures, self.error, self.calls = failures, error, []

    def answer(self, *args, **kwargs):
        self.calls.append((args, kwargs))
        if len(self.calls) <= self.failures:
            raise self.error(len(self.calls))
        return "ready"


def tried(printer, times=3, error=TimeoutError):
    return retry(times, error)(printer.answer)


@pytest.mark.public
def test_again_until_it_works():
    printer = Printer(2)
    assert tried(printer)("a", pages=2) == "ready"
    assert printer.calls == [(("a",), {"pages": 2})] * 3


def test_again_only_when_it_failed():
    printer = Printer(0)
    assert tried(printer)() == "ready"
    assert len(printer.calls) == 1


def test_again_with_a_kind_of_the_error():
    printer = Printer(1, ConnectionResetError)
    assert tried(printer, error=OSError)() == "ready"


@pytest.mark.parametrize("times", [1, 2, 4])
def test_again_ends_with_the_last_error(times):
    printer = Printer(9)
    with pytest.raises(TimeoutError) as caught:
        tried(printer, times)()
    assert caught.value.args == (times,)
    assert len(printer.calls) == times


def test_again_anew_in_each_call():
    printer = Printer(2)
    function = tried(printer)
    function()
    printer.calls.clear()
    assert function() == "ready"
    assert len(printer.calls) == 3


def test_other_errors_come_through_at_once():
    printer = Printer(2, KeyError)
    with pytest.raises(KeyError):
        tried(printer)()
    assert len(printer.calls) == 1


def test_same_name_and_docstring():
    @retry(2, TimeoutError)
    def status(printer):
        """What the printer says."""

    assert status.__name__ == "status"
    assert status.__doc__ == "What the printer says."


def test_same_for_methods():
    class Office:
        def __init__(self):
            self.calls = 0

        @retry(2, TimeoutError)
        def ask(self, question, *, loud=False):
            self.calls += 1
            if self.calls == 1:
                raise TimeoutError
            return (question, loud)

    assert Office().ask("paper?", loud=True) == ("paper?", True)


def test_same_number_for_each_function():
    first, second = Printer(9), Printer(9)
    one, five = tried(first, 1), tried(second, 5)
    for function in (one, five, one):
        with pytest.raises(TimeoutError):
            function()
    assert (len(first.calls), len(second.calls)) == (2, 5)
