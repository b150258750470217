"""Objects of the exam that count what is done with them. Their values never leave this room, so each use is a use that counts.

A submission holds stand-ins of them: it can order, compare, hash and look up, and each such question is asked and counted
here. No attribute, text or copy says what the value is, and the count is in no object that the submission can reach.
"""

import itertools
import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..failures import WorkFailure


class Counting:
    """What is never copied: a copy of its own would count elsewhere, or not at all."""

    __slots__ = ()

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, _memo: dict[int, Any]) -> Any:
        return self


class Tally(Counting):
    """Counts operations. After `budget` of them each further one raises, and so does `need_budget`, whatever was caught."""

    def __init__(self, budget: int = 100_000) -> None:
        self.count = 0
        self.budget = budget

    def add(self, number: int = 1) -> None:
        """Count `number` operations."""
        self.count += number
        if self.count > self.budget:
            raise RuntimeError("too many operations on the data of this check")

    def need_budget(self) -> None:
        """Fail when more was done than `budget` allows."""
        if self.count > self.budget:
            raise WorkFailure(f"more than {self.budget} operations; a faster way needs far fewer")


_SALT = itertools.count(0x5EED)


class Item(Counting):
    """A value that can be ordered and compared, and nothing else. Made by `items`."""

    __slots__ = ("_hash", "_tally", "_value")

    def __init__(self, value: Any, tally: Tally, salt: int) -> None:
        self._value = value
        self._tally = tally
        self._hash = hash((salt, value, "item"))

    def __hash__(self) -> int:
        self._tally.add()
        return self._hash

    def __repr__(self) -> str:
        return "<item>"


def _comparison(name: str) -> Callable[[Item, Any], Any]:
    compare = getattr(operator, name.strip("_"))

    def method(self: Item, other: Any) -> Any:
        self._tally.add()
        return compare(self._value, other._value) if type(other) is Item else NotImplemented

    method.__name__ = name
    return method


for _name in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__"):
    setattr(Item, _name, _comparison(_name))


def items(values: Iterable[Any], tally: Tally) -> list[Item]:
    """One item for each value. Equal values are equal items; `value_of` is for the exam alone."""
    salt = next(_SALT)
    return [Item(value, tally, salt) for value in values]


def value_of(item: Any) -> Any:
    """The value of an item of the exam. Raises `WorkFailure` for anything else that a submission may return."""
    if type(item) is not Item:
        raise WorkFailure("the result holds something that is none of the items that were handed over")
    return item._value


class Shelf(Counting):
    """A sequence that cannot be changed and counts each element that is read."""

    def __init__(self, values: Iterable[Any], tally: Tally) -> None:
        self._values = tuple(values)
        self._tally = tally

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            found = self._values[place]
            self._tally.add(len(found))
            return found
        self._tally.add()
        return self._values[place]

    def __iter__(self) -> Iterator[Any]:
        for value in self._values:
            self._tally.add()
            yield value

    def __reversed__(self) -> Iterator[Any]:
        for value in reversed(self._values):
            self._tally.add()
            yield value

    def __contains__(self, wanted: Any) -> bool:
        return any(value == wanted for value in self)

    def __repr__(self) -> str:
        return "<shelf>"
