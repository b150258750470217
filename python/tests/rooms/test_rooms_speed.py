"""Operations counted on objects of the exam, and times paired with a reference."""

import sys
import types
from pathlib import Path

package = sys.modules.setdefault("_assay", types.ModuleType("_assay"))
package.__path__ = [str(Path(__file__).resolve().parents[2])]

from _assay.exam_room.kinds.speed.growth import exponent  # noqa: E402
from _assay.exam_room.kinds.speed.pairs import Ratio, interval  # noqa: E402

EXAM = """
import pytest, random
from solution import find, ordered, longest

def counted(speed, size):
    tally = speed.tally()
    shelf = speed.shelf(range(0, 2 * size, 2), tally)
    assert find(shelf, size) == (size + 1) // 2
    return tally.count

def sorting(speed, size):
    tally = speed.tally(40_000)
    values = random.Random(size).choices(range(1000), k=size)
    result = ordered(speed.items(values, tally))
    tally.need_budget()
    assert speed.values_of(result) == sorted(values)
    return tally.count

def test_find(speed):
    growth = speed.growth(lambda size: counted(speed, size), [64, 512, 4096])
    growth.need(0.4)
    growth.need_work()

def test_ordered(speed):
    speed.growth(lambda size: sorting(speed, size), [16, 48, 160]).need(1.5, at_least=0.8)
"""
GOOD = """
import bisect

def find(shelf, x): return bisect.bisect_left(shelf, x)
def ordered(items): return sorted(items)
def longest(words): return max(words)
"""


def outcomes(desk, submission, exam=EXAM):
    """Outcome and message of each check by its short name."""
    result = desk.split(exam, submission)
    assert not result.of_kind("exam_problem"), result.events
    return {node.partition("::")[2]: (each["outcome"], each["message"]) for node, each in result.finished.items()}


def test_counts_tell_the_growth_apart(desk):
    assert {name: each[0] for name, each in outcomes(desk, GOOD).items()} == {"test_find": "passed", "test_ordered": "passed"}
    slow = """
    def find(shelf, x): return sum(1 for value in shelf if value < x)
    def ordered(items):
        left, result = list(items), []
        while left:
            least = min(left)
            for place, each in enumerate(left):
                if each is least: break
            result.append(left.pop(place))
        return result
    def longest(words): return 1
    """
    found = outcomes(desk, slow)
    assert {name: each[0] for name, each in found.items()} == {"test_find": "failed", "test_ordered": "failed"}
    assert "grows like n^1.00" in found["test_find"][1] and "grows like n^2.03" in found["test_ordered"][1], found


def test_values_are_out_of_reach_and_counts_cannot_be_put_back(desk):
    exam = """
    import pytest
    from solution import spy, copies, swallow
    def test_spy(speed):
        tally = speed.tally()
        assert spy(speed.items([4217, 3], tally)) == []
    def test_copies(speed):
        tally = speed.tally()
        assert copies(speed.items([2, 1], tally)) is True
        assert tally.count >= 1
    def test_swallow(speed):
        tally = speed.tally(10)
        swallow(speed.items([1, 2], tally))
        with pytest.raises(AssertionError, match="more than 10"):
            tally.need_budget()
    """
    spy = """
    import copy, pickle
    def spy(items):
        seen = []
        for item in items:
            for look in (repr, str, lambda i: i._value, vars, lambda i: i.__dict__, lambda i: i.__slots__, lambda i: i._tally,
                         lambda i: pickle.dumps(i), lambda i: i.__reduce_ex__(4), dir, lambda i: i.__getattribute__("_value"),
                         lambda i: type(i)._value.__get__(i), lambda i: object.__getattribute__(i, "_value"), int, float, hash):
                try:
                    found = look(item)
                except BaseException as error:
                    found = error
                if "4217" in str(found): seen.append(str(found))
        return seen
    def copies(items):
        one, two = copy.copy(items[0]), copy.deepcopy(items[1])
        return two < one
    def swallow(items):
        for _ in range(40):
            try: items[0] < items[1]
            except Exception: pass
    """
    assert {name: each[0] for name, each in outcomes(desk, spy, exam).items()} == {
        "test_spy": "passed",
        "test_copies": "passed",
        "test_swallow": "passed",
    }


RATIO = """
from solution import pairs_with_sum

def reference(numbers, target):
    seen, found = set(), 0
    for number in numbers:
        found += target - number in seen
        seen.add(number)
    return found

def draw(rng): return [rng.randrange(10**6) for _ in range(40_000)], rng.randrange(10**6)

def test_ratio(speed): speed.ratio(pairs_with_sum, reference, draw, line=12)
"""
FAST = """
def pairs_with_sum(numbers, target):
    seen, found = set(), 0
    for number in numbers:
        if target - number in seen: found += 1
        seen.add(number)
    return found
"""


def test_a_fast_answer_passes_and_a_slow_wrong_or_lazy_one_does_not(desk):
    word, message = outcomes(desk, FAST, RATIO)["test_ratio"]
    assert word == "passed" or "too busy" in message, message
    slow = FAST.replace("    return found", "    for _ in range(60): sorted(numbers, key=lambda n: -n)\n    return found")
    word, message = outcomes(desk, slow, RATIO)["test_ratio"]
    assert word == "failed" and ("times as long" in message or "too busy" in message), message
    lazy = FAST + "\nclass Later(int): pass\nreal = pairs_with_sum\ndef pairs_with_sum(n, t): return Later(real(n, t))\n"
    assert "no plain data" in outcomes(desk, lazy, RATIO)["test_ratio"][1]
    cached = FAST + "\nreal = pairs_with_sum\nknown = []\ndef pairs_with_sum(n, t):\n    known or known.append(real(n, t))\n    return known[0]\n"
    word, message = outcomes(desk, cached.replace("known[0]", "known[0] + (len(n) > 10**9)").replace("real(n, t)", "-1"), RATIO)["test_ratio"]
    assert word == "failed" and "differs from the reference" in message


def test_only_what_is_sure_from_both_sides_is_decided():
    assert Ratio(below=(0.9, 1.1), above=(1.2, 2.9), pairs=7).decision(3) is True
    assert Ratio(below=(3.1, 3.2), above=(9.0, 12.0), pairs=7).decision(3) is False
    assert Ratio(below=(1.0, 1.2), above=(3.5, 9.0), pairs=31).decision(3) is None
    low, high = interval([1.0, 1.1, 0.9, 1.0, 9.0, 1.05, 0.95])
    assert 0.9 <= low <= 1.0 <= high <= 9.0


def test_the_exponent_is_that_of_the_power_law():
    sizes = (10, 100, 1000)
    assert round(exponent(sizes, [7 * size**2 for size in sizes]), 6) == 2.0
    assert exponent(sizes, [5, 5, 5]) == 0.0
    assert 1.0 < exponent((32, 128, 512), [160, 896, 4608]) < 1.3


def test_a_busy_machine_gives_no_verdict_of_its_own(desk):
    exam = RATIO.replace("line=12", "line=0.01")
    slower = "def draw(rng): return [rng.randrange(10**6) for _ in range(40_000)], 5\n"
    exam = exam.replace("test_ratio(speed):", "test_ratio(speed, monkeypatch):").replace(
        "speed.ratio(", 'from _assay.exam_room.kinds.speed import pairs; monkeypatch.setattr(pairs.Ratio, "decision", lambda *a: None); speed.ratio('
    )
    result = desk.split(exam.replace("line=0.01", "line=1.0").split("def draw")[0] + slower + "def test_ratio" + exam.split("def test_ratio")[1], FAST)
    (each,) = result.finished.values()
    assert (each["outcome"], each["reason"]) == ("failed", "inconclusive"), each["message"]
