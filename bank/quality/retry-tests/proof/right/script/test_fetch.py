import pytest
from fetch import fetch


@pytest.fixture
def world():
    events = []

    def play(script, tries=3):
        answers = iter(script)

        def get():
            events.append("get")
            return next(answers), "the text"

        try:
            events.append(fetch(get, lambda seconds: events.append(seconds), tries))
        except (LookupError, TimeoutError) as error:
            events.append(type(error).__name__ if type(error) is TimeoutError else "LookupError")
        return events

    return play


def test_late_answer(world):
    assert world([500, 599, 200]) == ["get", 1, "get", 2, "get", "the text"]


def test_never(world):
    assert world([500, 500, 500, 200]) == ["get", 1, "get", 2, "get", "TimeoutError"]


def test_refused_after_a_failure(world):
    assert world([500, 499, 200]) == ["get", 1, "get", "LookupError"]


def test_two_tries(world):
    assert world([500, 500, 200], 2) == ["get", 1, "get", "TimeoutError"]
