from datetime import date
from unittest.mock import Mock, call

import pytest
from recall import due

MAY = [date(2024, 5, day) for day in range(1, 32)]


@pytest.fixture
def now():
    return Mock(return_value=MAY[9])


def person(until, **more):
    return {"name": "Ida", "phone": "+491", "until": until, "told": None, **more}


def test_window(now):
    people = [person(day, name=day.day) for day in MAY]
    assert due(people, now, Mock()) == [10, 11, 12, 13, 14, 15, 16, 17]


def test_text(now):
    send = Mock()
    due([person(MAY[10])], now, send)
    assert send.mock_calls == [call("+491", MAY[10])]


def test_network_comes_back(now):
    one, two = person(MAY[10]), person(MAY[11], name="Ben")
    assert due([one, two], now, Mock(side_effect=[OSError, None])) == ["Ben"]
    assert due([one, two], now, Mock()) == ["Ida"]


def test_new_prescription(now):
    assert due([person(MAY[12], told=MAY[11])], now, Mock()) == ["Ida"]
    assert due([person(MAY[12], told=MAY[12])], now, Mock()) == []
