from unittest.mock import Mock, call

import pytest
from fetch import fetch


def test_first_answer():
    get, sleep = Mock(return_value=(200, "hello")), Mock()
    assert fetch(get, sleep) == "hello"
    assert get.call_count == 1 and not sleep.called


def test_pauses_double():
    get, sleep = Mock(side_effect=[(500, ""), (502, ""), (500, ""), (200, "late")]), Mock()
    assert fetch(get, sleep, tries=4) == "late"
    assert sleep.call_args_list == [call(1), call(2), call(4)]


def test_gives_up():
    get, sleep = Mock(return_value=(503, "")), Mock()
    with pytest.raises(TimeoutError):
        fetch(get, sleep)
    assert get.call_count == 3 and sleep.call_args_list == [call(1), call(2)]


@pytest.mark.parametrize("status", [301, 404, 499])
def test_refusals(status):
    get, sleep = Mock(return_value=(status, "")), Mock()
    with pytest.raises(LookupError):
        fetch(get, sleep)
    assert get.call_count == 1 and not sleep.called
