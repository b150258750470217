"""Evaluates an expression that the submission may have written: values, and calls of what is safe to call.

An expression is walked, never compiled. It may name classes and functions of the submission (they run in its room), types
that hold data, and what the test put into a namespace for it. Everything else in it is refused.
"""

import array
import ast
import collections
import datetime
import decimal
import fractions
import math
import operator
import pathlib
import types
import typing
import uuid
from collections.abc import Mapping
from typing import Any

from ..window import is_stand_in

PLAIN = (bool, int, float, complex, str, bytes, type(None), type(...), list, tuple, dict, set, frozenset)
DATA_TYPES: tuple[Any, ...] = (
    *(bool, int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice, object),
    *(datetime.date, datetime.time, datetime.datetime, datetime.timedelta, datetime.timezone),
    *(decimal.Decimal, fractions.Fraction, uuid.UUID, array.array, types.SimpleNamespace),
    *(collections.OrderedDict, collections.defaultdict, collections.Counter, collections.deque),
    *(pathlib.Path, pathlib.PosixPath, pathlib.PurePath, pathlib.PurePosixPath, pathlib.PureWindowsPath),
)
PURE = (abs, all, any, divmod, len, max, min, pow, repr, round, sorted, sum)
DATA_MODULES: tuple[types.ModuleType, ...] = (datetime, decimal, fractions, collections, pathlib, uuid, math)
BUILT_IN = {kind.__name__: kind for kind in (*DATA_TYPES[:15], *PURE)}
BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.BitXor: operator.xor,
    ast.MatMult: operator.matmul,
}
UNARY = {ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Invert: operator.invert, ast.Not: operator.not_}
COMPARE = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
GROWING = (ast.Pow, ast.LShift, ast.Mult)
MOST_BITS = 1 << 17


def evaluate(text: str, names: Mapping[str, Any], given: bool) -> Any:
    """The value of the expression `text`.

    `names` is the namespace; `given` tells that the test made it for this expression, so that its values may be used.
    Raises `SyntaxError` and `NameError` as `eval` does, `PermissionError` for what isn't evaluated in this room.
    """
    return Expression(names, given).value(ast.parse(text.strip(), mode="eval").body)


class Expression:
    """One evaluation."""

    def __init__(self, names: Mapping[str, Any], given: bool) -> None:
        self._names = names
        self._given = given

    def value(self, node: ast.expr) -> Any:
        """The value of a part of the expression."""
        method = getattr(self, f"_of_{type(node).__name__.lower()}", None)
        if method is None:
            raise _refusal(node)
        return method(node)

    def _of_constant(self, node: ast.Constant) -> Any:
        return node.value

    def _of_tuple(self, node: ast.Tuple) -> Any:
        return tuple(map(self.value, node.elts))

    def _of_list(self, node: ast.List) -> Any:
        return list(map(self.value, node.elts))

    def _of_set(self, node: ast.Set) -> Any:
        return set(map(self.value, node.elts))

    def _of_dict(self, node: ast.Dict) -> Any:
        if None in node.keys:
            raise _refusal(node)
        return {self.value(key): self.value(item) for key, item in zip(node.keys, node.values, strict=True) if key}

    def _of_unaryop(self, node: ast.UnaryOp) -> Any:
        return UNARY[type(node.op)](self.value(node.operand))

    def _of_binop(self, node: ast.BinOp) -> Any:
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(node.op, ast.Mod) and isinstance(left, str | bytes):
            raise _refusal(node)
        if isinstance(node.op, GROWING) and _size(left) * max(_amount(right), 1) > MOST_BITS:
            raise _refusal(node)
        if isinstance(node.op, ast.Mult) and _size(right) * max(_amount(left), 1) > MOST_BITS:
            raise _refusal(node)
        return BINARY[type(node.op)](left, right)

    def _of_boolop(self, node: ast.BoolOp) -> Any:
        for part in node.values:
            found = self.value(part)
            if bool(found) is isinstance(node.op, ast.Or):
                break
        return found

    def _of_ifexp(self, node: ast.IfExp) -> Any:
        return self.value(node.body if self.value(node.test) else node.orelse)

    def _of_compare(self, node: ast.Compare) -> Any:
        left = self.value(node.left)
        for kind, part in zip(node.ops, node.comparators, strict=True):
            right = self.value(part)
            answer = COMPARE[type(kind)](left, right)
            if not answer:
                break
            left = right
        return answer

    def _of_subscript(self, node: ast.Subscript) -> Any:
        return self.value(node.value)[self.value(node.slice)]

    def _of_slice(self, node: ast.Slice) -> Any:
        return slice(*(part and self.value(part) for part in (node.lower, node.upper, node.step)))

    def _of_name(self, node: ast.Name) -> Any:
        if node.id in self._names:
            found = self._names[node.id]
            if not (_is_usable(found) or self._given):
                raise _refusal(node)
            return found
        if node.id not in BUILT_IN:
            raise NameError(f"name '{node.id}' is not defined", name=node.id)
        return BUILT_IN[node.id]

    def _of_attribute(self, node: ast.Attribute) -> Any:
        base = self.value(node.value)
        if node.attr.startswith("_"):
            raise _refusal(node)
        if is_stand_in(base):
            return getattr(base, node.attr)
        if not any(base is each for each in (*DATA_MODULES, *DATA_TYPES, typing)):
            raise _refusal(node)
        found = getattr(base, node.attr)
        if isinstance(base, types.ModuleType) and base not in (math, typing) and not _is_usable(found):
            raise _refusal(node)
        return found

    def _of_call(self, node: ast.Call) -> Any:
        if any(isinstance(part, ast.Starred) for part in node.args) or any(word.arg is None for word in node.keywords):
            raise _refusal(node)
        function = self.value(node.func)
        args = [self.value(part) for part in node.args]
        return function(*args, **{str(word.arg): self.value(word.value) for word in node.keywords})


def _is_usable(value: Any) -> bool:
    """Whether an expression may use this from a namespace that wasn't made for it."""
    if is_stand_in(value) or any(value is each for each in (*DATA_TYPES, *DATA_MODULES, *PURE, typing)):
        return True
    return isinstance(value, typing._SpecialForm | typing._Final) or getattr(value, "__module__", None) == "math"


def _size(value: Any) -> int:
    """How big a value is: bits of a number, parts of a container."""
    if isinstance(value, int):
        return value.bit_length()
    return len(value) if isinstance(value, str | bytes | list | tuple) else 0


def _amount(value: Any) -> int:
    return abs(value) if isinstance(value, int) else 0


def _refusal(node: ast.AST) -> PermissionError:
    shown = ast.unparse(node)[:80]
    return PermissionError(
        f"`{shown}` in a text that the submission may have written is not evaluated in the exam room: "
        "literals, data types and the submission's own classes are; give `eval` a namespace with what else it may use"
    )
