"""What the submission prints travels as notes to the exam room, which writes it to its own streams in order.

Text of `sys.stdout` and `sys.stderr` goes write by write; what reaches descriptors 1 and 2 otherwise (child processes,
`os.write`) is kept in memory files and sent as bytes.
"""

import io
import os
import sys

from ...window import Peer

WRITES = 1000
TEXT_CHARACTERS = 1 << 20
BYTES = 1 << 18


class Outbox:
    """What was written and not sent yet; beyond its bounds it spills to the room's real output, which is counted."""

    def __init__(self) -> None:
        self._items: list[str] = []
        self._size = 0
        self._spill: int | None = None
        self._descriptors: list[tuple[str, int]] = []

    def catch_descriptors(self) -> None:
        """Let descriptors 1 and 2 be memory files, as pytest lets them be temporary files; the real ones are kept."""
        self._spill = os.dup(1)
        for number, mark in ((1, "1"), (2, "2")):
            try:
                memory = os.memfd_create("output")
            except OSError:
                return
            os.dup2(memory, number)
            os.close(memory)
            self._descriptors.append((mark, number))

    def put(self, mark: str, text: str) -> None:
        """Take one write to stream `mark` ("o" or "e")."""
        self._size += len(text)
        if self._size > TEXT_CHARACTERS:
            if self._spill is not None:
                os.write(self._spill, text.encode("utf-8", "replace"))
            return
        items = self._items
        if len(items) > WRITES and items[-2] == mark:
            items[-1] += text
        else:
            items += (mark, text)

    def take(self) -> tuple[str | bytes, ...] | None:
        """Everything that waits: mark, content, mark, content ...; None when nothing does."""
        for mark, number in self._descriptors:
            if os.fstat(number).st_size:
                self._take_descriptor(mark, number)
        if not self._items:
            return None
        items, self._items, self._size = tuple(self._items), [], 0
        return items

    def _take_descriptor(self, mark: str, number: int) -> None:
        content = os.pread(number, BYTES, 0)
        os.ftruncate(number, 0)
        os.lseek(number, 0, os.SEEK_SET)
        self._items += (mark, content)


class NoteStream(io.TextIOBase):
    """A text stream whose writes go to the outbox."""

    encoding = "utf-8"
    errors = "strict"
    newlines = None
    mode = "w"

    def __init__(self, outbox: Outbox, mark: str, number: int, name: str) -> None:
        self._outbox = outbox
        self._mark = mark
        self._number = number
        self.name = name
        self.buffer = NoteBuffer(self, outbox, mark)

    def write(self, text: str) -> int:
        """Take `text`; raises TypeError for anything but a string, as the real stream does."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        self._outbox.put(self._mark, str(text))
        return len(text)

    def writable(self) -> bool:
        """A stream to write to."""
        return True

    def fileno(self) -> int:
        """The descriptor that child processes inherit."""
        return self._number

    def reconfigure(self, **_settings: object) -> None:
        """Accept new settings: text crosses as text, whatever they are."""


class NoteBuffer(io.BufferedIOBase):
    """The bytes below a `NoteStream`."""

    def __init__(self, stream: NoteStream, outbox: Outbox, mark: str) -> None:
        self.raw = self
        self._stream = stream
        self._outbox = outbox
        self._mark = mark

    def write(self, data: bytes) -> int:
        """Take bytes; what is not UTF-8 is replaced."""
        text = bytes(data).decode("utf-8", "replace")
        self._outbox.put(self._mark, text)
        return len(data)

    def writable(self) -> bool:
        """A stream to write to."""
        return True

    def fileno(self) -> int:
        """The descriptor of the stream."""
        return self._stream.fileno()


class UnreadableInput(io.TextIOBase):
    """Standard input while the exam offers none: reading fails as it does under pytest."""

    encoding = "utf-8"
    errors = "strict"

    def read(self, _size: int = -1) -> str:
        """Fail: nothing can be read."""
        raise OSError("reading from stdin while the exam offers no input")

    readline = read
    readlines = read

    def __next__(self) -> str:
        return self.read()

    def fileno(self) -> int:
        """There is no descriptor."""
        raise io.UnsupportedOperation("stdin has no fileno while the exam offers no input")


def install(peer: Peer) -> None:
    """Replace the three standard streams."""
    outbox = Outbox()
    outbox.catch_descriptors()
    sys.stdout = sys.__stdout__ = NoteStream(outbox, "o", 1, "<stdout>")
    sys.stderr = sys.__stderr__ = NoteStream(outbox, "e", 2, "<stderr>")
    sys.stdin = sys.__stdin__ = UnreadableInput()
    peer.add_note("output", outbox.take)
