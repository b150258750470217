"""Unusual but honest values cross, or fail with an ordinary error; they're never taken for tampering."""

import enum
import types
import typing

import pytest

from window import Limits


def test_generic_forms_of_a_class_cross(solution):
    module = solution("""
        import types, typing
        T = typing.TypeVar("T")
        class Box:
            __class_getitem__ = classmethod(types.GenericAlias)
        class Typed(typing.Generic[T]):
            pass
        def takes(callback: typing.Callable[[int, str], bool], more: typing.Optional[list[Box]] = None) -> typing.Callable[..., int]:
            return callback
    """)
    alias = module.Box[int]
    assert type(alias) is types.GenericAlias and alias.__origin__ is module.Box and alias.__args__ == (int,)
    assert module.Typed[int] is not None
    hints = module.takes.__annotations__
    assert hints["callback"] == typing.Callable[[int, str], bool]
    assert hints["more"] == typing.Optional[list[module.Box]]
    assert hints["return"] == typing.Callable[..., int]


def test_hashable_containers_are_keys(solution):
    module = solution("""
        class Row(list):
            def __hash__(self):
                return hash(tuple(self))
        class Cell:
            def __init__(self, number):
                self.number = number
            def __hash__(self):
                return self.number
            def __eq__(self, other):
                return isinstance(other, Cell) and other.number == self.number
            def ask(self):
                return self.number
        row, cell = Row([1, 2]), Cell(3)
        def table():
            return {row: "row", (cell, 1): "cell", cell.ask: "method", Cell(4).ask: "other"}
    """)
    table = module.table()
    assert sorted(table.values()) == ["cell", "method", "other", "row"]
    assert table[module.row] == "row" and table[(module.cell, 1)] == "cell"


def test_a_bound_method_of_a_test_s_enumeration_comes_back(solution):
    module = solution("""
        def methods(member, fake):
            return [member.label], [fake._private]
    """)

    class Colour(enum.Enum):
        RED = 1

        def label(self):
            return "red"

    class Fake:
        def _private(self):
            return 1

    (label,), (private,) = module.methods(Colour.RED, Fake())
    assert label() == "red"
    with pytest.raises(AttributeError):
        private()


def test_an_attribute_may_be_named_by_a_subclass_of_str(solution):
    module = solution("""
        import enum
        class Field(enum.StrEnum):
            NAME = "name"
        class Text(str):
            pass
        def read(value):
            setattr(value, Text("seen"), True)
            return getattr(value, Field.NAME), getattr(value, Text("name"))
    """)
    fake = types.SimpleNamespace()

    class Named:
        name = "Ann"

    fake = Named()
    assert module.read(fake) == ("Ann", "Ann")
    assert fake.seen is True


def test_too_many_elements_are_an_error_of_the_sender(rooms):
    peer = rooms.open(Limits(elements=1000), solution="def numbers(count):\n    return list(range(count))")
    module = peer.import_module("solution")
    with pytest.raises(ValueError, match="more than 1000 elements"):
        module.numbers([0] * 1001)
    assert len(module.numbers(2000)) == 2000
