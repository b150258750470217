"""The kinds of mutable container that both rooms can hold at once, each with its snapshot, differences and refilling.

Contents are compared by identity, at C speed: a comparison by `==` would call methods that the submission wrote.
All access goes through the built-in type's own methods, so that a subclass can't take part in the bookkeeping.
"""

import array
import itertools
import operator
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Iterable

from .codec import Reader, Writer, expect
from .limits import Tampering


def same_items(first: Iterable, second: Iterable) -> bool:
    """Whether two equally long iterables hold the very same objects."""
    return all(map(operator.is_, first, second))


class Sequences:
    """Lists and deques: the snapshot is a list of the same items."""

    def __init__(self, base: type) -> None:
        self.base = base

    def create(self, reader: Reader, about: object) -> object:
        return self.base() if self.base is list else deque(maxlen=expect(about, int, type(None)))

    def about(self, writer: Writer, value: object) -> object:
        return value.maxlen if self.base is deque else None

    def snapshot(self, value: object) -> list:
        return list(self.base.__iter__(value))

    def changed(self, value: object, snapshot: list) -> bool:
        return self.base.__len__(value) != len(snapshot) or not same_items(self.base.__iter__(value), snapshot)

    def contents(self, writer: Writer, value: object) -> list:
        return ["=", *writer.items(self.snapshot(value))]

    def difference(self, writer: Writer, value: object, snapshot: list) -> list:
        now = self.snapshot(value)
        if len(now) > len(snapshot) and same_items(snapshot, now):
            return ["+", *writer.items(now[len(snapshot) :])]
        if len(now) == len(snapshot):
            places = list(itertools.compress(itertools.count(), map(operator.is_not, now, snapshot)))
            if len(places) * 4 <= len(now):
                return ["@", places, *writer.items([now[place] for place in places])]
        return ["=", *writer.items(now)]

    def apply(self, reader: Reader, value: object, form: list) -> None:
        how, *forms = form
        if how == "@":
            self._assign(value, forms[0], reader.items(forms[1:]))
            return
        if how == "=":
            items = reader.items(forms)
            self.base.clear(value)
        elif how == "+":
            items = reader.items(forms)
        else:
            raise Tampering("malformed message: unknown change")
        self.base.extend(value, items)

    def _assign(self, value: object, places: list, items: list) -> None:
        for place, item in zip(expect(places, list), items, strict=True):
            if 0 <= expect(place, int) < self.base.__len__(value):
                self.base.__setitem__(value, place, item)


class Mappings:
    """Dicts and their standard relatives: the snapshot is a plain dict."""

    def __init__(self, base: type) -> None:
        self.base = base

    def create(self, reader: Reader, about: object) -> object:
        return defaultdict(reader.value(about)) if self.base is defaultdict else self.base()

    def about(self, writer: Writer, value: object) -> object:
        return writer.value(value.default_factory) if self.base is defaultdict else None

    def snapshot(self, value: object) -> list:
        pairs = self.base.items(value)
        return [[key for key, _ in pairs], [item for _, item in pairs]]

    def changed(self, value: object, snapshot: list) -> bool:
        keys, items = snapshot
        if dict.__len__(value) != len(keys) or not same_items(self.base.__iter__(value), keys):
            return True
        return not same_items(self.base.values(value), items)

    def contents(self, writer: Writer, value: object) -> list:
        keys, items = self.snapshot(value)
        return ["=", writer.keys(keys), writer.items(items)]

    def difference(self, writer: Writer, value: object, snapshot: list) -> list:
        old_keys, old_items = snapshot
        keys, items = self.snapshot(value)
        if len(keys) < len(old_keys) or not same_items(old_keys, keys):
            return ["=", writer.keys(keys), writer.items(items)]
        places = [*itertools.compress(itertools.count(), map(operator.is_not, items, old_items))]
        places += range(len(old_keys), len(keys))
        return ["+", writer.keys([keys[place] for place in places]), writer.items([items[place] for place in places])]

    def apply(self, reader: Reader, value: object, form: list) -> None:
        how, keys, items = form
        keys, items = reader.items(expect(keys, list)), reader.items(expect(items, list))
        if how == "=":
            self.base.clear(value)
        for key, item in zip(keys, items, strict=True):
            self.base.__setitem__(value, key, item)


class Sets:
    """Sets: the snapshot is the list of elements in their order."""

    base = set

    def create(self, reader: Reader, about: object) -> set:
        return set()

    def about(self, writer: Writer, value: object) -> None:
        return None

    def snapshot(self, value: object) -> list:
        return list(set.__iter__(value))

    def changed(self, value: object, snapshot: list) -> bool:
        return set.__len__(value) != len(snapshot) or not same_items(set.__iter__(value), snapshot)

    def contents(self, writer: Writer, value: object) -> list:
        return writer.keys(self.snapshot(value))

    def difference(self, writer: Writer, value: object, snapshot: list) -> list:
        return self.contents(writer, value)

    def apply(self, reader: Reader, value: object, form: list) -> None:
        elements = reader.items(expect(form, list))
        set.clear(value)
        set.update(value, elements)


class Buffers:
    """Byte arrays and arrays of numbers: the snapshot is their bytes."""

    def __init__(self, base: type) -> None:
        self.base = base

    def create(self, reader: Reader, about: object) -> object:
        return bytearray() if self.base is bytearray else array.array(expect(about, str))

    def about(self, writer: Writer, value: object) -> object:
        return None if self.base is bytearray else value.typecode

    def snapshot(self, value: object) -> bytes:
        return bytes(value) if self.base is bytearray else value.tobytes()

    def changed(self, value: object, snapshot: bytes) -> bool:
        return self.snapshot(value) != snapshot

    def contents(self, writer: Writer, value: object) -> list:
        return writer.blob(self.snapshot(value))

    def difference(self, writer: Writer, value: object, snapshot: bytes) -> list:
        return self.contents(writer, value)

    def apply(self, reader: Reader, value: object, form: list) -> None:
        data = reader.blob(*form)
        if self.base is bytearray:
            value[:] = data
            return
        del value[:]
        value.frombytes(data)


KINDS: dict[str, object] = {
    "l": Sequences(list),
    "q": Sequences(deque),
    "m": Mappings(dict),
    "mo": Mappings(OrderedDict),
    "md": Mappings(defaultdict),
    "mc": Mappings(Counter),
    "s": Sets(),
    "b": Buffers(bytearray),
    "A": Buffers(array.array),
}
"""Tag of a kind -> how it's handled."""

TAGS: dict[type, str] = {kind.base: tag for tag, kind in KINDS.items()}
"""Exact type -> its tag."""
CONTENT_BASES = (Counter, defaultdict, OrderedDict, dict, list, set, deque, bytearray)
"""Types whose subclasses' instances are shared with their contents, most special first."""
