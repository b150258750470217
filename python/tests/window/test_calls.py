"""Plain calls by value."""

import pytest


def test_a_call_returns_the_value(solution):
    module = solution("def two_fer(name='you'): return f'One for {name}, one for me.'")
    assert module.two_fer("Alice") == "One for Alice, one for me."
    assert module.two_fer(name="Bob") == "One for Bob, one for me."


def test_an_exception_arrives_as_itself(solution):
    module = solution("def fail(): raise ValueError('bad', 3)")
    with pytest.raises(ValueError) as caught:
        module.fail()
    assert caught.value.args == ("bad", 3)


def test_a_callback_is_called_here(solution):
    module = solution("def each(f, items): return [f(item) for item in items]")
    seen = []
    assert module.each(lambda item: seen.append(item) or item * 2, [1, 2]) == [2, 4]
    assert seen == [1, 2]


def test_module_attributes_are_live(solution):
    module = solution("limit = 3\ndef get(): return limit")
    assert module.limit == 3
    module.limit = 4
    assert module.get() == 4
    del module.limit
    with pytest.raises(AttributeError):
        module.limit
