"""Plain values round-trip with their exact types; shared containers follow a plain model."""

import datetime
import decimal
import fractions
import ipaddress
import math
import pathlib
import random
import re
import typing
import uuid
import zoneinfo

import pytest

hypothesis = pytest.importorskip("hypothesis")
st = hypothesis.strategies

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(), max_size=20),
    st.text(st.characters(categories=["Cs"]), max_size=4),
    st.binary(max_size=600),
    st.complex_numbers(),
    st.decimals(),
    st.fractions(),
    st.dates(),
    st.times(),
    st.datetimes(timezones=st.none() | st.timezones()),
    st.timedeltas(),
    st.uuids(),
    st.ip_addresses(),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.tuples(inner, inner), st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=12,
)


def exactly(first: object, second: object) -> bool:
    """Equal, with the same types all the way down; nan is nan, and zero has a sign."""
    if type(first) is not type(second):
        return False
    if isinstance(first, float):
        return math.isnan(first) and math.isnan(second) or (first == second and math.copysign(1, first) == math.copysign(1, second))
    if isinstance(first, complex):
        return exactly(first.real, second.real) and exactly(first.imag, second.imag)
    if isinstance(first, decimal.Decimal):
        return str(first) == str(second)
    if isinstance(first, (tuple, list)):
        return len(first) == len(second) and all(map(exactly, first, second))
    if isinstance(first, dict):
        return exactly(list(first), list(second)) and exactly(list(first.values()), list(second.values()))
    return first == second and repr(first) == repr(second)


def test_plain_values_keep_their_exact_types(rooms):
    peer = rooms.open(solution="import copy\ndef copied(x): return copy.deepcopy(x)")
    copied = peer.import_module("solution").copied

    @hypothesis.settings(max_examples=150, deadline=None, derandomize=True, database=None)
    @hypothesis.given(VALUES)
    def check(value):
        assert exactly(copied(value), value)

    check()


OTHERS = [
    10**5000,
    -(10**4300),
    frozenset({1, "a"}),
    range(1, 10, 3),
    range(10**30),
    slice(1, None, 2),
    ...,
    NotImplemented,
    pathlib.PurePosixPath("/a/b"),
    pathlib.Path("x"),
    pathlib.PureWindowsPath("c:/x"),
    ipaddress.ip_network("10.0.0.0/8"),
    zoneinfo.ZoneInfo("Europe/Paris"),
    datetime.timezone(datetime.timedelta(hours=2), "X"),
    datetime.datetime(2020, 10, 25, 2, 30, fold=1, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin")),
    re.compile("a+", re.I),
    fractions.Fraction(1, 3),
    uuid.UUID(int=5),
    list[int],
    int | None,
    typing.Optional[str],
    dict[str, list[int]],
    ValueError,
    int,
    b"x" * 100_000,
]


def test_other_plain_values_cross(solution):
    same = solution("def same(x): return x").same
    for value in OTHERS:
        found = same(value)
        assert type(found) is type(value) and found == value
    assert same(len) is len and same(math.sqrt) is math.sqrt


def test_a_match_can_be_used(solution):
    found = solution("import re\ndef f(): return re.search(r'(?P<year>\\d+)-(\\d+)', 'on 2020-05')").f()
    assert isinstance(found, re.Match) and found["year"] == "2020" and found.span(2) == (8, 10)


def test_what_is_too_deep_or_too_large_is_an_error_of_the_sender(solution):
    module = solution("def same(x): return x\ndef deep(n):\n    x = ()\n    for _ in range(n): x = (x,)\n    return x\ndef big(n): return 'x' * n")
    nested = ()
    for _ in range(300):
        nested = (nested,)
    with pytest.raises(ValueError, match="levels deep"):
        module.same(([1], nested))
    with pytest.raises(ValueError, match="levels deep"):
        module.deep(300)
    with pytest.raises(ValueError, match="limit"):
        module.big(80 << 20)
    assert module.same([1, (2, 3)]) == [1, (2, 3)]


MODEL = """
held = {}
def hold(name, x): held[name] = x
def look(): return held
def apply(steps):
    for name, how, value in steps: change(held[name], how, value)
def show(): return repr(held)
def change(x, how, value):
    if isinstance(x, list):
        if how == 0: x.append(value)
        elif how == 1 and x: x.pop(0)
        elif how == 2 and x: x[len(x) // 2] = value
        elif how == 3: x.reverse()
        elif how == 4: x.clear()
    elif isinstance(x, dict):
        if how in (0, 2): x[value if isinstance(value, int) else 'k'] = value
        elif how == 1 and x: x.pop(next(iter(x)))
        elif how == 3 and x: k = next(iter(x)); x[k] = x.pop(k)
        elif how == 4: x.clear()
    elif isinstance(x, set):
        if how in (0, 2): x.add(value if isinstance(value, int) else 1)
        elif how == 1 and x: x.discard(min(x))
        elif how == 4: x.clear()
    elif isinstance(x, bytearray):
        if how in (0, 2): x.append(7)
        elif how == 1 and x: x.pop()
        elif how == 3: x.reverse()
"""


@pytest.mark.parametrize("seed", range(8))
def test_shared_containers_follow_a_plain_model(solution, seed):
    chance = random.Random(seed)
    module = solution(MODEL)
    local: dict = {}
    exec(MODEL, local)
    change = local["change"]
    ours = {"a": [1], "b": {}, "c": set(), "d": bytearray(b"x"), "e": [], "f": {}}
    model = {"a": [1], "b": {}, "c": set(), "d": bytearray(b"x"), "e": [], "f": {}}
    for name, value in ours.items():
        module.hold(name, value)
    for _ in range(40):
        steps = []
        for _ in range(chance.randrange(1, 4)):
            name, how = chance.choice("abcdef"), chance.randrange(5)
            value = chance.choice([chance.randrange(9), "text"])
            if chance.random() < 0.15 and name in "abef":
                inner = chance.choice("abef")
                steps.append((name, how, ours[inner]))
                change(model[name], how, model[inner])
            else:
                steps.append((name, how, value))
                change(model[name], how, value)
        if chance.random() < 0.5:
            module.apply(tuple(steps))
        else:
            for name, how, value in steps:
                change(ours[name], how, value)
        assert repr(ours) == repr(model)
    assert module.show() == repr(model)
