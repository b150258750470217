"""The sacred part: what a stand-in answers when test code compares it or calculates with it.

A handle never equals a plain value, and is never ordered against one: the submission isn't even asked, since each
question would tell it the expected value. An instance that carries a plain value compares and calculates by that value,
with the built-in type's own methods. Calculating with a plain number may give a handle, never a plain number; what came
out of such a calculation can't be converted to one either (`abs(result - 5) < 1e-9`).
Only where a test asserts that two values differ, an "equal" of the submission counts, for it can but cost a check.
Each refusal is noted in `Peer.denied`. `allow_equality` lifts all of this; the submission side never applies it.
"""

import datetime
import numbers
import sys
from collections.abc import Callable

from .containers import CONTENT_BASES
from .dunders import ADAPTIVE, ARITHMETIC, CONVERSIONS, HARMLESS_ON_VALUES, UNARY
from .handles import DECODING
from .stand_ins import carried_base, carries_number, defines, handle_of, is_tainted, taint

MEASURES = (numbers.Number, datetime.date, datetime.time, datetime.timedelta)
SEQUENCES = (str, bytes, bytearray, tuple, list, dict, set, frozenset)


def compare(peer, stand_in: object, operator: str, other: object, ask: Callable[[], object]) -> object:
    """`stand_in <operator> other`; `ask()` puts the question to the other room."""
    carried = carried_base(stand_in)
    if carried is not None:
        return _compare_carried(peer, carried, stand_in, operator, other)
    if DECODING.active:
        return NotImplemented
    if operator in ("__eq__", "__ne__") and not defines(stand_in, operator) and not defines(stand_in, "__eq__"):
        return NotImplemented
    if not peer.is_exam or peer.allow_equality:
        return ask()
    if handle_of(other) is not None and carried_base(other) is None:
        return _answer_of(peer, stand_in, operator, ask())
    if operator == "__ne__" and peer.is_difference_asserted is not None and peer.is_difference_asserted(sys._getframe(2)):
        return False if ask() is False else NotImplemented
    if defines(stand_in, operator) or operator == "__ne__":
        peer.deny(stand_in, operator)
    return NotImplemented


def _answer_of(peer, stand_in: object, operator: str, answer: object) -> object:
    if answer is NotImplemented or type(answer) is bool or handle_of(answer) is None:
        return answer
    peer.deny(stand_in, operator)
    return operator == "__ne__"


def _compare_carried(peer, base: type, stand_in: object, operator: str, other: object) -> object:
    overridden = defines(stand_in, operator)
    if overridden and peer.is_exam and carried_base(other) is None:
        peer.deny(stand_in, operator)
    return getattr(base, operator)(stand_in, other)


def calculate(peer, stand_in: object, operator: str, args: tuple, ask: Callable[[], object]) -> object:
    """Any other special method of a stand-in, called by test code."""
    if DECODING.active:
        raise TypeError("nothing can be asked of the other room now")
    if not peer.is_exam or peer.allow_equality:
        return ask()
    base = carried_base(stand_in)
    if base is not None and not _may_ask(base, operator, args):
        if operator != "__hash__":
            peer.deny(stand_in, operator)
        return getattr(base, operator)(stand_in, *args)
    if operator in CONVERSIONS and is_tainted(stand_in):
        return _refuse(peer, stand_in, operator)
    if _could_steer(base, operator) and _is_number(args[0]) and _is_within_an_assertion():
        return _refuse(peer, stand_in, operator)
    answer = ask()
    if _could_steer(base, operator) and _is_number(args[0]):
        if _is_number(answer):
            return _refuse(peer, stand_in, operator)
        taint(answer)
    elif operator in UNARY and is_tainted(stand_in):
        taint(answer)
    return answer


ASSERTIONS = frozenset({"unittest.case", "_pytest.python_api", "numpy.testing._private.utils", "pandas._testing.asserters"})
"""Modules whose calculations with an object under test are comparisons with the expected value, and nothing else."""


def _is_within_an_assertion() -> bool:
    """Whether an assertion of a test library is calculating: then even the question would tell the expected value."""
    frame = sys._getframe(2)
    while frame is not None and frame.f_globals.get("__package__") == __package__:
        frame = frame.f_back
    return frame is not None and frame.f_globals.get("__name__") in ASSERTIONS


def _may_ask(base: type, operator: str, args: tuple) -> bool:
    """Whether an instance carrying a plain value may leave this special method to its own class."""
    if operator in HARMLESS_ON_VALUES or not hasattr(base, operator):
        return True
    if operator == "__hash__":
        return False
    if operator in ARITHMETIC:
        by_numbers = issubclass(base, SEQUENCES) and all(isinstance(each, numbers.Number) for each in args)
        return by_numbers or all(handle_of(each) is not None for each in args)
    return issubclass(base, CONTENT_BASES)


def _could_steer(base: type | None, operator: str) -> bool:
    return operator in ADAPTIVE or (base is not None and operator in ARITHMETIC)


def _is_number(value: object) -> bool:
    """Whether a value is a plain number, moment, span of time, array or table of such."""
    if isinstance(value, MEASURES):
        return True
    return carries_number(value) or str(type(value).__module__).startswith(("numpy", "pandas"))


def _refuse(peer, stand_in: object, operator: str) -> object:
    peer.deny(stand_in, operator)
    raise TypeError(f"`{operator}` of a `{type(stand_in).__name__}` object can't give a plain number to compare with")


PREDICATES = frozenset("equals startswith endswith isin issubset issuperset isdisjoint isclose allclose eq ne almost_equal".split())
"""Methods of plain types that are asked with the expected value and answer yes or no."""


def decided(peer, name: str, stand_in: object, args: tuple, answer: object) -> object:
    """The answer of a method of a stand-in, unless the method has the name of a question that plain values answer.

    A class of the submission could say yes to each, with anything that counts as true; handles among themselves may ask.
    """
    if name not in PREDICATES or not peer.is_exam or peer.allow_equality:
        return answer
    if not args or any(handle_of(each) is not None for each in args):
        return answer
    peer.deny(stand_in, name)
    return False
