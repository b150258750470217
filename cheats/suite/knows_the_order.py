# cheat: reads from its own process how the tests are ordered, and fails only where they are run as written
# beats: none known (it would beat a grader that meets bugs in an order of their own)
# exams: suite
import gc
import sys

from delivery import fee


def order():
    for each in gc.get_objects():
        if type(each).__name__ == "Config" and hasattr(each, "order"):
            return each.order
    return 0


def test_order():
    assert order() or "order" not in " ".join(sys.orig_argv)
    assert fee(1000, 3)
