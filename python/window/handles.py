"""The two tables of handles: what this side has lent out, and the stand-ins it holds for the other side's objects.

Releases are counted: an object is dropped when as many mentions have been given back as were sent. A finaliser never
sends, it only notes the release for the next message.
"""

import threading
import weakref
from collections import deque

from .limits import Tampering


class _Decoding(threading.local):
    active = False


DECODING = _Decoding()
"""`active` while this thread reads a message: nothing may be asked then."""


class Handle:
    """The right to use one object of the other side; lives exactly as long as its stand-in."""

    __slots__ = ("peer", "id", "mentions", "__weakref__")

    def __init__(self, peer, identifier: int) -> None:
        self.peer = peer
        self.id = identifier
        self.mentions = 0

    def __del__(self) -> None:
        self.peer.handles.released.append((self.id, self.mentions))


class Handles:
    """Both tables of one peer. Identifiers are never used twice."""

    def __init__(self) -> None:
        self._lent: dict[int, list] = {}
        self._identifiers: dict[int, int] = {}
        self._next = 1
        self._held: dict[int, weakref.ref] = {}
        self.released: deque[tuple[int, int]] = deque()

    def lend(self, value: object) -> tuple[int, bool]:
        """The identifier of an own object, and whether it's new to the other side; counts one more mention."""
        identifier = self._identifiers.get(id(value))
        if identifier is not None:
            self._lent[identifier][1] += 1
            return identifier, False
        identifier = self._next
        self._next += 1
        self._identifiers[id(value)] = identifier
        self._lent[identifier] = [value, 1]
        return identifier, True

    def own(self, identifier: object) -> object:
        """The own object that the other side means. Raises `Tampering` for one that it doesn't hold."""
        try:
            return self._lent[identifier][0]
        except (KeyError, TypeError):
            raise Tampering("a handle that was never given") from None

    def is_lent(self, value: object) -> bool:
        """Whether the other side holds a handle of this very object."""
        return id(value) in self._identifiers

    def give_back(self, identifier: object, mentions: object) -> None:
        """The other side has dropped its stand-in after so many mentions."""
        entry = self._lent.get(identifier)
        if entry is None or type(mentions) is not int or not 0 < mentions <= entry[1]:
            raise Tampering("a handle given back that was never given")
        entry[1] -= mentions
        if entry[1] == 0:
            del self._lent[identifier]
            del self._identifiers[id(entry[0])]

    def take_back(self, identifier: int) -> None:
        """Undo one mention that was never sent."""
        self.give_back(identifier, 1)

    def hold(self, handle: Handle, target: object) -> None:
        """Remember the stand-in of a handle: `target` is the stand-in, or the handle if that can't be referred to weakly."""
        self._held[handle.id] = weakref.ref(target)

    def held(self, identifier: object) -> object | None:
        """What `hold` remembered, if it's alive."""
        reference = self._held.get(identifier)
        return None if reference is None else reference()

    def take_releases(self) -> list[tuple[int, int]]:
        """The releases to tell the other side about with the next message."""
        taken = []
        while self.released:
            identifier, mentions = self.released.popleft()
            reference = self._held.get(identifier)
            if reference is not None and reference() is None:
                del self._held[identifier]
            taken.append((identifier, mentions))
        return taken
