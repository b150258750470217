from datetime import datetime

from clinic.access import Tokens, User
from clinic.model import Kind

ADA = User("ada", "patient", "p000001")
BEN = User("ben", "patient", "p000002")
DESK = User("dora", "desk")


def test_patients_book_for_themselves(api):
    body = {"patient": "p000001", "clinician": "kim", "kind": "check", "start": "2024-05-06T10:00"}
    assert api.handle(BEN, "book", body)[0] == 403
    status, answer = api.handle(ADA, "book", body)
    assert status == 200 and answer["appointment"]["end"] == "2024-05-06T10:20:00"
    assert api.handle(DESK, "book", body)[1]["details"]["codes"] == ["taken", "double"]


def test_a_cancelled_place_goes_to_the_waiting_list(api, clock):
    made = api.booking.book("p000001", "kim", Kind.CHECK, datetime(2024, 5, 8, 9, 0))
    api.handle(BEN, "wait", {"kind": "check", "earliest": "2024-05-08", "latest": "2024-05-08"})
    assert api.handle(BEN, "cancel", {"appointment": made.id})[0] == 403
    status, answer = api.handle(ADA, "cancel", {"appointment": made.id})
    assert status == 200 and answer["given_to"] == ["p000002"] and answer["fee"] == 0


def test_free_places(api):
    places = api.handle(ADA, "free", {"kind": "check", "count": 2})[1]["places"]
    assert [place["start"] for place in places] == ["2024-05-06T09:00:00", "2024-05-06T09:10:00"]


def test_unknown_actions_and_bad_bodies(api):
    assert api.handle(ADA, "destroy", {})[0] == 404
    assert api.handle(ADA, "book", {})[0] == 422


def test_tokens_are_for_one_purpose(clock):
    tokens = Tokens(b"0123456789abcdef", clock)
    token = tokens.issue("p000001", "cancel a000001")
    assert tokens.check(token, "cancel a000001") == "p000001"
