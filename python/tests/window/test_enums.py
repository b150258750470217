"""Enumerations and carried values."""

import enum
import json

import pytest

SOURCE = """
import enum
from collections import namedtuple
from typing import NamedTuple
from decimal import Decimal
class Color(enum.Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def shout(self): return self.name + '!'
    @property
    def half(self): return self.value / 2
    @classmethod
    def default(cls): return cls.GREEN
    def __lt__(self, other): return self.value < other.value
class Level(enum.IntEnum):
    LOW = 1
    HIGH = 5
class Perm(enum.Flag):
    R = 4
    W = 2
class Planet(enum.Enum):
    EARTH = (5, 6)
    def __init__(self, mass, radius): self.mass = mass; self.radius = radius
class S(str, enum.Enum):
    A = 'a'
class Odd(enum.Enum):
    X = 'x'
    @classmethod
    def _missing_(cls, value): return cls.X
def get(): return Color.RED
def same(x): return x is Color.RED
def paint(c): return {Color.RED: 'r', Color.GREEN: 'g'}[c]
P = namedtuple('P', 'x y')
class Q(NamedTuple):
    a: int
    b: str = 'z'
    def total(self): return self.a + len(self.b)
class Money(Decimal):
    def show(self): return f'${self}'
class Name(str):
    def first(self): return self[0]
class V(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    def __add__(self, o): return V(*(x + y for x, y in zip(self, o)))
    def __mul__(self, k): return V(*(x * k for x in self))
"""


def test_enums_are_real(solution):
    module = solution(SOURCE)
    color = module.Color
    assert issubclass(color, enum.Enum) and isinstance(color.RED, color) and isinstance(color.RED, enum.Enum)
    assert module.get() is color.RED and color(1) is color.RED and color["GREEN"] is color.GREEN
    assert [c.name for c in color] == ["RED", "GREEN"] and len(color) == 2 and color.CRIMSON is color.RED
    assert color.RED.value == 1 and color.RED.shout() == "RED!" and color.RED.half == 0.5
    assert color.default() is color.GREEN and color.RED < color.GREEN and repr(color.RED) == "<Color.RED: 1>"
    assert module.same(color.RED) and module.paint(color.GREEN) == "g" and color.RED != 1
    with pytest.raises(ValueError):
        color(9)
    assert module.Level.HIGH == 5 and module.Level.HIGH > module.Level.LOW and isinstance(module.Level.LOW, int)
    both = module.Perm.R | module.Perm.W
    assert module.Perm.R in both and both.value == 6
    assert module.Planet.EARTH.mass == 5 and module.S.A == "a" and json.dumps(module.S.A) == '"a"'
    assert module.Odd("zzz") is module.Odd.X and {color.RED: 1}[module.get()] == 1


def test_enums_of_the_test_are_real_there(solution):
    module = solution("import enum\ndef f(c): return [isinstance(c, enum.Enum), c.name, c.value, c]")

    class Mine(enum.Enum):
        A = "x"

    assert module.f(Mine.A) == [True, "A", "x", Mine.A]


def test_named_tuples_carry_their_value(solution):
    module = solution(SOURCE)
    point = module.P(1, 2)
    assert point == (1, 2) and point.x == 1 and isinstance(point, tuple) and isinstance(point, module.P)
    assert point._fields == ("x", "y") and point._asdict() == {"x": 1, "y": 2} and point._replace(x=9) == (9, 2)
    x, y = point
    assert (x, y) == (1, 2) and repr(point) == "P(x=1, y=2)" and module.P._make([3, 4]) == (3, 4)
    assert module.Q(3).total() == 4 and module.Q(3) == (3, "z") and module.Q(3) == module.Q(3)


def test_other_carried_values(solution):
    module = solution(SOURCE)
    assert module.Money("2.5") + 1 == 3.5 and module.Money("2.5").show() == "$2.5"
    assert module.Name("bob") == "bob" and module.Name("bob").first() == "b" and module.Name("bob").upper() == "BOB"
    assert module.V(1, 2) + module.V(3, 4) == (4, 6) and module.V(1, 2) * 2 == (2, 4)
    assert isinstance(module.V(1, 2) * 2, module.V)
