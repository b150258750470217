"""The exam's end of a window, in the hands of a fuzzer: lends objects, takes one conversation, and says what came of it."""

import array
import collections
import enum
import io
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python"))

from window import Limits, Peer, RoomEnded  # noqa: E402
from window.stand_ins import handle_of  # noqa: E402

LIMITS = Limits(message_bytes=1 << 20, total_bytes=8 << 20, depth=60, elements=50_000, threads=8)
SECRET = "kept-in-the-exam-4417"
"""Stands in globals, closures, code and private attributes of what is lent, and may never come out."""
HIDDEN = [SECRET]
MAIN_LANE, REQUEST = 0, 0


class Colour(enum.Enum):
    """An enumeration of the test's own."""

    RED = 1
    BLUE = "b"


class Double:
    """A double that a test hands over."""

    visible = 1

    def __init__(self) -> None:
        self.items = [1, 2]
        self._secret = SECRET

    def method(self, value: object = None) -> object:
        """Use the secret, and keep it."""
        return [value, len(HIDDEN[0])]

    def __len__(self) -> int:
        return 2


def callback(*args: object, **keywords: object) -> int:
    """Know the secret by its globals."""
    return len(args) + len(keywords) + len(HIDDEN)


def closure() -> object:
    """Return a function that has the secret in its closure, its code and its defaults."""
    inner_secret = SECRET

    def inner(value: object = 0, hidden: str = SECRET) -> bool:
        return value == inner_secret and hidden == "kept-in-the-exam-4417"

    return inner


def lent() -> list[object]:
    """Return one of each kind of object that a test may lend."""
    fake = mock.Mock()
    fake(SECRET)
    kinds = [callback, closure(), Double(), Double, Colour, Colour.RED, fake, io.StringIO("text"), iter([1, 2]), (n for n in "ab")]
    shared = [
        [1, [2]], {"a": 1, (1, 2): [3]}, {1, 2}, collections.deque([1], 3), bytearray(b"bytes"), array.array("d", [1.5]),
        collections.OrderedDict(a=1), collections.defaultdict(list), collections.Counter("aab"),
    ]  # fmt: skip
    numpy = sys.modules.get("numpy")
    return [*kinds, *shared, *([numpy.arange(4.0), numpy.array([[1, 2]], object)] if numpy is not None else [])]


@dataclass(frozen=True)
class Sight:
    """How a conversation ended; two that look the same taught nothing new."""

    what: str

    def __str__(self) -> str:
        return self.what


class ExamEnd:
    """A peer of the exam over a socket pair whose other end is fed with the fuzzer's bytes."""

    def __init__(self) -> None:
        ours, self.theirs = socket.socketpair()
        for end in (ours, self.theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 << 20)
        self.peer = Peer(ours, side="exam", limits=LIMITS)
        self.told: list[str] = []
        self.peer.on_tampering(self.told.append)
        self.peer.on_note("note", lambda value: None)
        self.peer.register("offered", lambda *args: len(args))
        # Threads would make a find hard to repeat; what they would answer is answered below.
        self.peer._channel._adopt = lambda lane: None
        self.objects = lent()
        self.peer._send(MAIN_LANE, REQUEST, "ask", ("take", *self.objects))
        self.theirs.setblocking(False)

    def hear(self) -> bytes:
        """Everything that the exam has sent since the last time."""
        heard = b""
        try:
            while data := self.theirs.recv(1 << 20):
                heard += data
        except OSError:
            pass
        return heard

    def converse(self, data: bytes) -> Sight:
        """Feed bytes to the exam's end, answer its requests as a room does, and hold what must hold."""
        self.hear()
        try:
            self.theirs.sendall(data)
        except OSError:
            return Sight("more than a socket holds")
        self.theirs.shutdown(socket.SHUT_WR)
        seen = []
        try:
            for _ in range(8):
                kind, content, args = self.peer._channel.receive(MAIN_LANE)
                seen.append(self.hold(kind, content, args))
        except RoomEnded as end:
            seen.append("end: " + (self.told[0] if self.told else str(end))[:50])
        replies = self.hear()
        assert SECRET.encode() not in replies, f"the secret came out: {replies[:300]!r}"
        return Sight(" / ".join(seen))

    def hold(self, kind: int, content: object, args: list | None) -> str:
        """Answer a request; of a reply's value, a handle equals nothing plain and isn't asked."""
        if kind == REQUEST:
            self.peer._answer(MAIN_LANE, content, args)
            return f"request {content} of {type(args[0]).__name__ if args else 'nothing'}"
        if handle_of(content) is not None and not isinstance(content, BaseException):
            self.hear()
            assert (content == 41) is False and (content != 41) is True, "a handle agrees with a plain value"
            assert not self.hear(), "a comparison with a plain value asked the submission"
        return f"{kind} {type(content).__name__}"

    def close(self) -> None:
        """Let go of both ends."""
        self.peer.close()
        self.theirs.close()
