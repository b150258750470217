"""Hands the exam's data files to the submission when it needs them, and takes back what the submission wrote.

A file that a test made or changed in its working directory goes over before the next call; a data file that came with
the exam only when its path is an argument of a call. What comes back never replaces a file of the exam.
"""

import os
from pathlib import Path, PurePath
from typing import Any

from ...submission_room.hooks.files import BYTES, FILES, Change, Folder, content_of, is_data, put, stamp_of
from ...window import Peer

TOTAL_BYTES = 256 << 20


class Files:
    """The exam room's working directory, as far as the submission shares it."""

    def __init__(self, peer: Peer, work: Path) -> None:
        self._peer = peer
        self._work = work
        self._own = set(self._names())
        self._folder = Folder(work, lambda name: is_data(name) and name not in self._own)
        self._bases = {name.rpartition("/")[2] for name in self._own if is_data(name)}
        self._handed: dict[str, tuple[int, int]] = {}
        self._left = TOTAL_BYTES
        self.taken = 0
        self._getcwd = os.getcwd

    def settle(self) -> None:
        """Take the present state of the working directory as known."""
        self._folder.settle()

    def produce(self) -> tuple[Change, ...] | None:
        """The note: files to put into the submission's working directory."""
        changes = self._folder.changes() if self._is_at_home() else None
        named = self._named() if self._bases else None
        if not changes and not named:
            return None
        return (changes or ()) + (named or ())

    def receive(self, changes: Any) -> None:
        """Take what the submission wrote; anything that is not a modest, new data file is left out."""
        if type(changes) is not tuple:
            return
        for change in changes[:FILES]:
            if _is_change(change) and self._may_take(*change):
                put(self._work, *change)
                self.taken += 1
        self._folder.settle()

    def is_handed(self, name: str) -> bool:
        """Whether a call has handed over the exam's data file `name`."""
        return name in self._handed

    def _may_take(self, name: str, content: bytes | None) -> bool:
        size = len(content or b"")
        if name in self._own or not is_data(name) or size > BYTES or size > self._left:
            return False
        self._left -= size
        return True

    def _names(self) -> list[str]:
        return [str(path.relative_to(self._work)) for path in self._work.rglob("*") if path.is_file()]

    def _is_at_home(self) -> bool:
        try:
            return self._getcwd().startswith(str(self._work))
        except OSError:
            return False

    def _named(self) -> tuple[Change, ...] | None:
        """The exam's data files whose path is an argument of the call being sent; a mock would count being asked."""
        call = self._peer.last_call
        if call is None:
            return None
        found = []
        for value in (*call.args, *call.keywords.values()):
            name = self._data_file(value) if isinstance(value, str | PurePath) else None
            if name is not None and self._handed.get(name) != (stamp := stamp_of(self._work / name)):
                self._handed[name] = stamp
                found.append((name, content_of(self._work / name)))
        return tuple(found) or None

    def _data_file(self, value: Any) -> str | None:
        text = os.fspath(value)
        if type(text) is not str or os.path.basename(text) not in self._bases:
            return None
        name = os.path.relpath(os.path.join(self._getcwd(), text), self._work)
        return name if name in self._own and is_data(name) else None


def _is_change(change: Any) -> bool:
    if type(change) is not tuple or len(change) != 2:
        return False
    name, content = change
    return type(name) is str and (content is None or type(content) is bytes)


def install(peer: Peer, work: Path) -> Files:
    """Exchange files with the submission room."""
    files = Files(peer, work)
    peer.add_note("files", files.produce)
    peer.on_note("files", files.receive)
    return files
