"""The table of mutable containers that both rooms hold: same identity, same contents, for as long as either needs it.

Each message carries first what has changed in them since the last one. An entry is let go when nothing but the table
refers to its object on one side; that side keeps the object until the other has confirmed.
"""

import sys
from collections.abc import Iterator
from functools import partial

from .codec import READERS, Reader, Writer, expect
from .containers import KINDS
from .limits import Tampering
from .stand_ins import handle_of

ONLY_THE_TABLE = 2
"""Reference count of an object that only its entry holds: the entry and the argument of `getrefcount`."""


class Entry:
    """One shared container: `snapshot` is its contents as the other side knows them."""

    __slots__ = ("identifier", "value", "kind", "snapshot")

    def __init__(self, identifier: int, value: object, kind: object) -> None:
        self.identifier = identifier
        self.value = value
        self.kind = kind
        self.snapshot: object = None


class SharedTable:
    """The containers shared by one peer with its other side."""

    def __init__(self, is_exam: bool) -> None:
        self._entries: dict[int, Entry] = {}
        self._identifiers: dict[int, int] = {}
        self._leaving: dict[int, Entry] = {}
        self._confirmations: list[int] = []
        self._next = 2 if is_exam else 1

    def __len__(self) -> int:
        return len(self._entries)

    def write(self, writer: Writer, value: object, tag: str, owner: list | None = None) -> list:
        """The JSON form of a container; a new one is queued with `writer`. `owner`: the form of the instance it's part of."""
        identifier = self._identifiers.get(id(value))
        if identifier is None:
            identifier = self._next
            self._next += 2
            self._add(Entry(identifier, value, KINDS[tag]))
            writer.newly_shared.append((identifier, tag, owner))
            writer.undo.append(lambda: self._remove(identifier))
        return ["s", identifier]

    def knows(self, value: object) -> bool:
        """Whether this container is shared already."""
        return id(value) in self._identifiers

    def new(self, writer: Writer) -> list:
        """The forms of the containers that this message shares first; their contents may share more."""
        forms = []
        while writer.newly_shared:
            identifier, tag, owner = writer.newly_shared.pop()
            entry = self._entries[identifier]
            about = owner if owner is not None else entry.kind.about(writer, entry.value)
            contents = entry.kind.contents(writer, entry.value)
            entry.snapshot = entry.kind.snapshot(entry.value)
            forms.append([identifier, tag, owner is not None, about, contents])
        return forms

    def changes(self, writer: Writer) -> list:
        """The forms of the differences since the last message."""
        forms = []
        for entry in list(self._entries.values()):
            if entry.snapshot is not None and entry.kind.changed(entry.value, entry.snapshot):
                forms.append([entry.identifier, entry.kind.difference(writer, entry.value, entry.snapshot)])
                writer.undo.append(partial(setattr, entry, "snapshot", entry.snapshot))
                entry.snapshot = entry.kind.snapshot(entry.value)
        return forms

    def departures(self) -> list:
        """`[let go, confirmed]`: what only this table holds, and what the other side let go before."""
        let_go = []
        for identifier, entry in list(self._entries.items()):
            if sys.getrefcount(entry.value) <= ONLY_THE_TABLE and entry.snapshot is not None:
                let_go.append(identifier)
                self._leaving[identifier] = self._remove(identifier)
        confirmed, self._confirmations = self._confirmations, []
        return [let_go, confirmed] if let_go or confirmed else []

    def is_idle(self) -> bool:
        """Whether there is nothing to compare and nothing to confirm."""
        return not self._entries and not self._confirmations

    def _add(self, entry: Entry) -> None:
        self._entries[entry.identifier] = entry
        self._identifiers[id(entry.value)] = entry.identifier

    def _remove(self, identifier: int) -> Entry:
        entry = self._entries.pop(identifier)
        self._identifiers.pop(id(entry.value), None)
        return entry

    # Reading

    def expect_new(self, reader: Reader, forms: list) -> None:
        """Note what this message shares first; objects are made when first mentioned, or by `fill`."""
        for form in forms:
            identifier, tag, _, _, _ = expect(form, list)
            own = expect(identifier, int) % 2 == self._next % 2
            if own or identifier in self._entries or tag not in KINDS or identifier in reader.arriving:
                raise Tampering("a shared container with a wrong identifier")
            reader.arriving[identifier] = form

    def fill(self, reader: Reader) -> None:
        """Give the new containers their contents."""
        for identifier, (_, _, _, _, contents) in reader.arriving.items():
            self.at(reader, identifier)
            entry = self._entries[identifier]
            entry.kind.apply(reader, entry.value, contents)
            entry.snapshot = entry.kind.snapshot(entry.value)

    def at(self, reader: Reader, identifier: object) -> object:
        """The container with this identifier, made now if it's a new one."""
        entry = self._entries.get(identifier) or self._leaving.get(identifier)
        if entry is not None:
            return entry.value
        if identifier not in reader.arriving:
            raise Tampering("a shared container that was never shared")
        _, tag, owned, about, _ = reader.arriving[identifier]
        if owned:
            value = reader.value(about)
            handle_of(value).mentions -= 1
            return value
        return self.adopt(identifier, KINDS[tag].create(reader, about), tag)

    def adopt(self, identifier: int, value: object, tag: str) -> object:
        """Make `value` the container with this identifier."""
        self._add(Entry(identifier, value, KINDS[tag]))
        return value

    def apply(self, reader: Reader, forms: list) -> None:
        """Apply the other side's differences."""
        for identifier, form in forms:
            entry = self._entries.get(identifier)
            if entry is None:
                if identifier not in self._leaving:
                    raise Tampering("a change of a container that was never shared")
                continue
            entry.kind.apply(reader, entry.value, expect(form, list))
            entry.snapshot = entry.kind.snapshot(entry.value)

    def forget(self, let_go: list, confirmed: list) -> None:
        """The other side has let some go, and confirmed what this side let go."""
        for identifier in let_go:
            if expect(identifier, int) in self._entries:
                self._remove(identifier)
            self._confirmations.append(identifier)
        for identifier in confirmed:
            self._leaving.pop(identifier, None)

    def values(self) -> Iterator[object]:
        """The shared containers."""
        return (entry.value for entry in list(self._entries.values()))


READERS["s"] = lambda reader, items: reader.peer.shared.at(reader, items[1])
