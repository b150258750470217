import pytest
from fetch import fetch


class Server:
    def __init__(self, *statuses):
        self.statuses, self.calls = list(statuses), 0

    def __call__(self):
        self.calls += 1
        status = self.statuses.pop(0)
        return status, f"text {self.calls}"


def run(*statuses, **options):
    server, pauses = Server(*statuses), []
    try:
        result = fetch(server, pauses.append, **options)
    except (LookupError, TimeoutError) as error:
        result = type(error)
    return result, server.calls, pauses


def test_good_days():
    assert run(200) == ("text 1", 1, [])
    assert run(500, 200) == ("text 2", 2, [1])
