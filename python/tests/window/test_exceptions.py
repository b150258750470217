"""Exceptions cross with identity, both ways."""

import json

import pytest

SOURCE = """
import json
class AppError(ValueError):
    def __init__(self, code): super().__init__(f'code {code}'); self.code = code
    def __str__(self): return 'app!'
class Odd(KeyError, IndexError, TypeError): pass
def fail(code): raise AppError(code)
def chained():
    try: 1/0
    except ZeroDivisionError as e: raise RuntimeError('outer') from e
def call(f):
    return f()
def call_and_catch(f):
    try: f()
    except Exception as e: return e
def leave(): raise SystemExit(3)
def interrupt(): raise KeyboardInterrupt
def parse(): json.loads('{')
def group(): raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
def skip():
    import unittest
    raise unittest.SkipTest('no')
def key(): return {}['a']
"""


def test_the_submissions_own_class_is_mirrored(solution):
    module = solution(SOURCE)
    with pytest.raises(module.AppError) as caught:
        module.fail(7)
    assert isinstance(caught.value, ValueError) and issubclass(module.AppError, ValueError)
    assert caught.value.args == ("code 7",) and caught.value.code == 7 and str(caught.value) == "app!"
    with pytest.raises(ValueError):
        module.fail(7)
    with pytest.raises(KeyError, match="a"):
        module.key()


def test_the_cause_comes_along(solution):
    with pytest.raises(RuntimeError, match="outer") as caught:
        solution(SOURCE).chained()
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    location = caught.value.__assay_location__
    assert location == [("solution.py", 10, "chained", "except ZeroDivisionError as e: raise RuntimeError('outer') from e")]


def test_an_exception_of_the_test_comes_back_as_itself(solution):
    module = solution(SOURCE)

    class Mine(Exception):
        pass

    error = Mine("x")

    def fail():
        raise error

    with pytest.raises(Mine) as caught:
        module.call(fail)
    assert caught.value is error
    assert module.call_and_catch(fail) is error


def test_listed_errors_are_the_real_ones(solution):
    module = solution(SOURCE)
    with pytest.raises(json.JSONDecodeError) as caught:
        module.parse()
    assert caught.value.pos == 1
    with pytest.raises(ExceptionGroup) as caught:
        module.group()
    assert [type(each) for each in caught.value.exceptions] == [ValueError, TypeError]


def test_the_ends_of_programs_are_not_real(solution):
    module = solution(SOURCE)
    with pytest.raises(SystemExit) as caught:
        module.leave()
    assert caught.value.code == 3 and type(caught.value) is not SystemExit
    with pytest.raises(Exception) as caught:
        module.interrupt()
    assert not isinstance(caught.value, KeyboardInterrupt)
    import unittest

    with pytest.raises(Exception) as caught:
        module.skip()
    assert not isinstance(caught.value, unittest.SkipTest)
    assert issubclass(module.Odd, Exception)
