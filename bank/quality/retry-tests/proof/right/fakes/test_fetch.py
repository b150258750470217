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


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([200], ("text 1", 1, [])),
        ([500, 200], ("text 2", 2, [1])),
        ([503, 500, 200], ("text 3", 3, [1, 2])),
        ([500, 500, 500, 200], (TimeoutError, 3, [1, 2])),
        ([404, 200], (LookupError, 1, [])),
        ([499, 200], (LookupError, 1, [])),
        ([500, 404, 200], (LookupError, 2, [1])),
    ],
)
def test_three_tries(statuses, expected):
    assert run(*statuses) == expected


def test_other_numbers_of_tries():
    assert run(500, 200, tries=1) == (TimeoutError, 1, [])
    assert run(500, 500, 500, 500, 200, tries=5) == ("text 5", 5, [1, 2, 4, 8])
