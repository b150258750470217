"""Honest code that looks at what a test hands over is never taken for tampering."""

import copy
import enum
import functools
import inspect
from collections.abc import Callable
from unittest import mock

import pytest


def outcome(call: Callable, *args: object) -> str:
    """The name of the exception that `call` raises, or "none"."""
    try:
        call(*args)
    except Exception as error:
        return type(error).__name__
    return "none"


def test_the_signature_of_a_callback_has_names_and_kinds_but_no_default_of_the_test(solution):
    module = solution("""
        import inspect
        def signature(function):
            return inspect.signature(function)
        def text(function):
            return str(inspect.signature(function))
        def arity(function):
            return len(inspect.signature(function).parameters)
    """)

    def callback(first, /, second: int = 42, *rest, only="hidden answer", **more) -> str:
        return ""

    assert module.text(callback) == "(first, /, second: int = Ellipsis, *rest, only=Ellipsis, **more) -> str"
    assert module.arity(lambda a, b: a) == 2
    assert module.arity(functools.partial(callback, 1)) == 4


def test_a_method_of_a_fake_has_a_signature_and_can_be_wrapped(solution):
    module = solution("""
        import functools, inspect
        def logged(function):
            @functools.wraps(function)
            def wrapper(*args):
                return function(*args)
            return wrapper
        def names(function):
            return list(inspect.signature(function).parameters)
    """)

    class Fake:
        def greet(self, name):
            """Say hello."""
            return f"hello {name}"

    wrapped = module.logged(Fake().greet)
    assert (wrapped("Ann"), wrapped.__name__, wrapped.__doc__) == ("hello Ann", "greet", "Say hello.")
    assert module.names(Fake().greet) == ["name"]
    assert module.names(wrapped) == ["name"]


def test_what_is_out_of_reach_looks_as_if_it_were_not_there(solution):
    module = solution("""
        import copy, functools, importlib, inspect, typing
        def look(value, name):
            return getattr(value, name)
        def count(function):
            return function.__code__.co_argcount
        def hints(function):
            return sorted(typing.get_type_hints(function))
        def reload(value):
            importlib.reload(value)
        def subclasses(value):
            return value.__subclasses__()
    """)

    def callback(number: int, text: str) -> None:
        return None

    for name in ("__code__", "__globals__", "__closure__", "__defaults__", "__kwdefaults__", "__dict__"):
        assert outcome(module.look, callback, name) == "AttributeError", name
    assert outcome(module.count, callback) == "AttributeError"
    assert module.hints(callback) == ["number", "return", "text"]
    assert outcome(module.reload, copy) in ("TypeError", "ImportError")

    class Fake:
        pass

    assert outcome(module.subclasses, Fake) == "AttributeError"
    assert module.look(callback, "__name__") == "callback"


def test_objects_of_a_test_are_copied_asked_about_and_called_through_their_class(solution):
    module = solution("""
        import copy
        def copied(value):
            return copy.copy(value), copy.deepcopy([value])
        def is_subclass(kind, other):
            return issubclass(kind, other)
        def through_the_class(kind, value):
            return kind.double(value)
        def describe(member):
            return member.label(), member.name
    """)

    class Fake:
        def __init__(self):
            self.items = [1, 2]

        def double(self):
            return self.items * 2

    class Special(Fake):
        pass

    class Colour(enum.Enum):
        RED = 1

        def label(self):
            return f"colour {self.name}"

    fake = Fake()
    shallow, (deep,) = module.copied(fake)
    assert type(shallow) is type(deep) is Fake
    assert shallow is not fake and shallow.items is fake.items and deep.items is not fake.items
    assert module.is_subclass(Special, Fake) and not module.is_subclass(Fake, Special)
    assert module.through_the_class(Fake, fake) == [1, 2, 1, 2]
    assert module.describe(Colour.RED) == ("colour RED", "RED")


def test_a_method_replaced_by_an_autospec_is_recorded(solution):
    module = solution("""
        class Shop:
            def sell(self, what, price):
                return price
        def serve(shop):
            return shop.sell("tea", 5)
    """)
    with mock.patch.object(module.Shop, "sell", autospec=True) as sell:
        shop = module.Shop()
        sell.return_value = 7
        assert module.serve(shop) == 7
    sell.assert_called_once_with(shop, "tea", 5)
    assert module.serve(shop) == 5
    assert str(inspect.signature(module.Shop.sell)) == "(self, what, price)"


def test_a_mixin_of_the_test_takes_part_in_both_rooms(solution):
    module = solution("""
        class Route:
            def __init__(self, start=10):
                self.start = start
            def leg(self):
                return self.start
            def total(self):
                return self.leg()
    """)

    class Root:
        step = 1

        def leg(self):
            return super().leg() + self.step

    class Twice(Root):
        def leg(self):
            return super().leg() * 2

        @property
        def name(self):
            return "mixed"

        @classmethod
        def make(cls):
            return cls(100)

    class Both(Twice, Root, module.Route):
        pass

    assert Both().total() == 22
    assert Both.make().total() == 202
    assert Both().name == "mixed"
    assert isinstance(Both(), Root) and isinstance(Both(), module.Route)


@pytest.mark.parametrize("kind", [copy.copy, copy.deepcopy])
def test_a_test_case_is_not_copied(solution, kind):
    import unittest

    module = solution("import copy\ndef attempt(value, deep):\n    return copy.deepcopy(value) if deep else copy.copy(value)")
    assert outcome(module.attempt, unittest.TestCase(), kind is copy.deepcopy) == "TypeError"
