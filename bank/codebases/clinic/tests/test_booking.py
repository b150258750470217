from datetime import datetime, timedelta

import pytest
from clinic.booking import Refused
from clinic.model import Conflict, Kind, Status

TEN = datetime(2024, 5, 6, 10, 0)


def test_a_booking_takes_its_place(booking, store):
    made = booking.book("p000001", "kim", Kind.CHECK, TEN)
    assert made.span.minutes == 20 and store.appointment(made.id) == made
    assert TEN not in booking.slots.starts(store.clinician("kim"), TEN.date(), Kind.CHECK)


@pytest.mark.parametrize(
    ("clinician", "kind", "start", "code"),
    [
        ("kim", Kind.CHECK, datetime(2024, 5, 6, 8, 50), "too_soon"),
        ("kim", Kind.CHECK, datetime(2024, 8, 6, 9, 0), "too_far"),
        ("kim", Kind.CHECK, datetime(2024, 5, 6, 11, 50), "closed"),
        ("abel", Kind.CHECK, TEN, "not_offered"),
    ],
)
def test_rules_refuse(booking, clinician, kind, start, code):
    with pytest.raises(Refused) as refused:
        booking.book("p000001", clinician, kind, start)
    assert [reason.code for reason in refused.value.reasons] == [code]


def test_neighbours_do_not_overlap(booking):
    booking.book("p000001", "kim", Kind.CHECK, TEN)
    booking.book("p000002", "kim", Kind.CHECK, TEN + timedelta(minutes=20))
    with pytest.raises(Refused):
        booking.book("p000003", "kim", Kind.CHECK, TEN + timedelta(minutes=10))


def test_moving_keeps_the_old_time(booking):
    made = booking.book("p000001", "kim", Kind.CHECK, TEN)
    moved = booking.move(made.id, TEN + timedelta(minutes=10))
    assert moved.moved_from == (TEN,) and moved.id == made.id


@pytest.mark.parametrize(("hours", "fee"), [(25, 0), (24, 0), (23, 2500)])
def test_cancelling_late_costs(booking, clock, hours, fee):
    start = datetime(2024, 5, 9, 9, 0)
    made = booking.book("p000001", "kim", Kind.CHECK, start)
    clock.set(start - timedelta(hours=hours))
    assert booking.cancel(made.id)[1] == fee


def test_missed_after_the_grace(booking, clock):
    made = booking.book("p000001", "kim", Kind.CHECK, TEN)
    clock.set(TEN + timedelta(minutes=15))
    assert booking.mark_missed() == []
    clock.move(minutes=1)
    assert [each.id for each in booking.mark_missed()] == [made.id]
    with pytest.raises(Conflict):
        booking.arrive(made.id)


def test_a_visit_goes_its_way(booking):
    made = booking.book("p000001", "kim", Kind.CHECK, TEN)
    assert booking.arrive(made.id).status is Status.ARRIVED
    assert booking.finish(made.id).status is Status.DONE
