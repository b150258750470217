"""The sacred part: a handle never equals a plain value, and nothing else lets it pass for one."""

import math
import unittest

import pytest

CHEATS = """
class Any:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    def __le__(self, other): return True
    def __gt__(self, other): return True
    def __ge__(self, other): return True
    def __hash__(self): return 5
    def __sub__(self, other): return 0
    def __rsub__(self, other): return 0
    def __abs__(self): return 0
    def __round__(self, n=0): return 0
    def __float__(self): return 0.0
class Sly:
    def __sub__(self, other): return Delta(other)
    def __rsub__(self, other): return Delta(other)
class Delta:
    def __init__(self, other): self.other = other
    def __abs__(self): return 0.0
    def __round__(self, n=None): return 0
class Int(int):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __sub__(self, other): return 0
    def __rsub__(self, other): return 0
    def __hash__(self): return 5
    def __lt__(self, other): return True
class Float(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return Float(0)
    def __rsub__(self, other): return Float(0)
class Str(str):
    def __eq__(self, other): return True
    def __contains__(self, x): return True
    __hash__ = str.__hash__
class Tup(tuple):
    def __eq__(self, other): return True
class Lst(list):
    def __eq__(self, other): return True
class Dct(dict):
    def __eq__(self, other): return True
def get(name, *args): return globals()[name](*args)
"""


@pytest.fixture
def cheat(solution):
    return solution(CHEATS).get


def test_a_handle_never_equals_a_plain_value(cheat):
    found = cheat("Any")
    for plain in (5, 5.0, "a", None, [1], (1,), {"a": 1}, object(), True):
        assert not found == plain and not plain == found
        assert found != plain and plain != found
    assert not [found] == [5] and not (found,) == (5,) and not {"a": found} == {"a": 5}
    assert found not in [5, 6] and 5 not in [found]
    for operator in ("<", "<=", ">", ">="):
        with pytest.raises(TypeError):
            eval(f"found {operator} 5")
        with pytest.raises(TypeError):
            eval(f"5 {operator} found")


def test_denials_are_counted(rooms):
    peer = rooms.open(solution=CHEATS)
    module = peer.import_module("solution")
    found = module.get("Any")
    assert not found == 5
    assert peer.denied == [("Any", "__eq__")]


def test_a_class_without_comparison_is_no_denial(rooms):
    peer = rooms.open(solution="class A: pass")
    found = peer.import_module("solution").A()
    assert found != 5 and found == found
    assert peer.denied == []


@pytest.mark.parametrize("name", ["Any", "Sly"])
def test_almost_equal_fails(cheat, name):
    found = cheat(name)
    case = unittest.TestCase()
    for assertion in (case.assertAlmostEqual, case.assertEqual, case.assertLess, case.assertGreater):
        with pytest.raises((AssertionError, TypeError)):
            assertion(found, 5)
        with pytest.raises((AssertionError, TypeError)):
            assertion(5, found)
    with pytest.raises((AssertionError, TypeError)):
        assert found == pytest.approx(5)
    with pytest.raises(TypeError):
        assert abs(found - 5) < 1e-9
    with pytest.raises(TypeError):
        assert abs(5 - found) < 1e-9


def test_carried_values_compare_by_what_they_carry(cheat):
    assert cheat("Int", 3) == 3 and not cheat("Int", 3) == 5 and cheat("Int", 3) != 5 and not cheat("Int", 3) < 2
    assert not abs(cheat("Int", 3) - 5) < 1 and not abs(5 - cheat("Int", 3)) < 1
    assert hash(cheat("Int", 3)) == hash(3) and cheat("Int", 3) not in [5] and cheat("Int", 3) not in {5}
    assert not cheat("Float", 3.0) == pytest.approx(5.0) and not math.isclose(cheat("Float", 3.0), 5.0)
    with pytest.raises(AssertionError):
        unittest.TestCase().assertAlmostEqual(cheat("Float", 3.0), 5.0)
    assert not cheat("Str", "a") == "b" and "b" not in cheat("Str", "a") and cheat("Str", "a") == "a"
    assert not cheat("Tup", [1]) == (2,) and cheat("Tup", [1]) == (1,)
    assert not cheat("Lst", [1]) == [2] and cheat("Lst", [1]) == [1]
    assert not cheat("Dct", {"a": 1}) == {} and cheat("Dct", {"a": 1}) == {"a": 1}


def test_honest_arithmetic_with_numbers_gives_handles(solution):
    module = solution(
        """
        class V:
            def __init__(self, x): self.x = x
            def __sub__(self, o): return V(self.x - (o.x if isinstance(o, V) else o))
            def __mul__(self, k): return V(self.x * k)
            __rmul__ = __mul__
            def __eq__(self, o): return isinstance(o, V) and self.x == o.x
            def __abs__(self): return abs(self.x)
        """
    )
    assert module.V(5) - 2 == module.V(3) and 2 * module.V(4) == module.V(8) and abs(module.V(-2)) == 2
    assert abs(module.V(5) - module.V(2)) == 3


def test_a_task_may_opt_in(solution):
    module = solution("class M:\n    def __eq__(self, o): return o == 5", allow_equality=True)
    assert module.M() == 5 and not module.M() == 6


def test_methods_of_plain_types_are_not_left_to_the_submission(solution):
    module = solution(
        """
        class Yes:
            def startswith(self, x): return True
            def __getattr__(self, name):
                if name.startswith('__'): raise AttributeError(name)
                return lambda *a: True
        class Text(str):
            def startswith(self, x): return True
            def __len__(self): return 99
            def shout(self): return self.upper() + '!'
        class Nothing:
            def __sub__(self, other): return other - other
            __rsub__ = __sub__
        """
    )
    yes, text = module.Yes(), module.Text("abc")
    assert not yes.startswith("q") and not yes.equals(5) and not text.startswith("q") and len(text) == 3
    assert text.startswith("a") and text.shout() == "ABC!"
    import datetime

    with pytest.raises(TypeError):
        abs(module.Nothing() - datetime.date(2020, 1, 1))


def test_libraries_dont_ask_the_submission(solution):
    np = pytest.importorskip("numpy")
    found = solution(
        """
        class A:
            __array_priority__ = 1000
            def __array_ufunc__(self, *args, **keywords): return True
            def __array_function__(self, *args, **keywords): return True
            def __eq__(self, other): return True
        """
    ).A()
    assert not hasattr(found, "__array_ufunc__") and not hasattr(type(found), "__array_ufunc__")
    assert not np.any(np.array([1.0, 2.0]) == found)


LISTENING = """
heard = []
class Listening:
    def __sub__(self, other):
        heard.append(other)
        return self
    __rsub__ = __sub__
"""


def test_an_assertion_that_calculates_doesnt_tell_the_expected_value(solution):
    module = solution(LISTENING)
    value = module.Listening()
    with pytest.raises((TypeError, AssertionError)):
        unittest.TestCase().assertAlmostEqual(value, 42.5)
    with pytest.raises((TypeError, AssertionError)):
        unittest.TestCase().assertAlmostEqual(42.5, value)
    assert value != pytest.approx(42.5)
    assert module.heard == []
