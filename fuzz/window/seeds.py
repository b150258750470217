"""Honest messages to begin with: what a submission's end writes for values of every kind, and its requests about lent objects."""

import collections
import datetime
import decimal
import fractions
import ipaddress
import json
import pathlib
import re
import socket
import struct
import sys
import uuid

from exam_end import LIMITS, Peer

REPLY, RAISE = 1, 2


class Own:
    """A class of the submission's own."""

    shared: list = []

    def __init__(self) -> None:
        self.x = 1

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 1


class Text(str):
    """A subclass of a plain type."""


class Pile(list):
    """A container with methods of its own."""


def values() -> list[object]:
    """Return one value or more of each kind that crosses."""
    circle: list = [1]
    circle.append({"circle": circle})
    moment = datetime.datetime(2026, 3, 29, 1, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=2), "X"))
    plain = [None, True, 3, 2.5, "text \ud800", 10**5000, b"short", b"long" * 100, 1j, (1, (2,)), frozenset({1, "a"}), range(3), slice(1, None)]
    standard = [
        decimal.Decimal("1.10"), fractions.Fraction(1, 3), uuid.UUID(int=7), datetime.timedelta(1, 2, 3), moment, moment.date(), moment.timetz(),
        re.compile("a+b", re.I), re.compile(b"x").search(b"axb"), pathlib.PurePosixPath("/a/b"), ipaddress.ip_network("10.0.0.0/8"), ...,
    ]  # fmt: skip
    shared = [
        [1, [2, [3]]], {"a": [1], 2: None}, {1, 2}, collections.deque([1, 2], 3), collections.OrderedDict(a=1), collections.Counter("ab"),
        collections.defaultdict(int, a=1), bytearray(b"abc"), circle,
    ]  # fmt: skip
    own = [Own(), Own, Own().__eq__, Text("t"), Pile([1]), lambda x: x, iter([1]), ValueError("bad", 1), KeyError, len, int, json]
    return [*plain, *standard, *shared, *own, *_of_libraries()]


def _of_libraries() -> list[object]:
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    found: list = []
    if numpy is not None:
        pair = numpy.dtype([("a", "<i4"), ("b", "<f8", (2,))])
        found += [numpy.float64(1.5), numpy.arange(6).reshape(2, 3), numpy.array([1, "a"], object), numpy.zeros(2, pair), numpy.dtype("M8[s]")]
    if pandas is not None:
        zoned = pandas.date_range("2026-01-01", periods=3, tz="Europe/Berlin")
        frame = pandas.DataFrame({"a": [1, 2, 3], "t": zoned, "c": pandas.Categorical(["x", "y", "x"]), "s": ["p", None, "q"]})
        found += [frame, frame["t"], frame.index, pandas.Timestamp("2026-01-01", tz="UTC"), pandas.NaT, pandas.period_range("2026-01", periods=2, freq="M")]
        found += [pandas.MultiIndex.from_product([[1, 2], ["a"]]), pandas.array([1, None], dtype="Int64"), pandas.Timedelta("1h")]
    return found


def written() -> list[bytes]:
    """Return the frames that an honest submission's end writes."""
    frames = []
    for value in values():
        ours, theirs = socket.socketpair()
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        peer = Peer(ours, side="submission", limits=LIMITS)
        try:
            peer._send(0, RAISE if isinstance(value, BaseException) else REPLY, value, ())
            frames.append(theirs.recv(1 << 22))
        except Exception:
            continue
        finally:
            peer.close()
            theirs.close()
    return frames


def frame(message: object, blobs: bytes = b"") -> bytes:
    """Return the bytes of a message."""
    text = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return struct.pack("!II", len(text) + len(blobs), len(text)) + text + blobs


def requests() -> list[bytes]:
    """Return requests about what the exam has lent, by every operation and about odd attributes."""
    found = []
    names = ["visible", "items", "_secret", "__globals__", "__closure__", "__code__", "__defaults__", "__dict__", "__class__", "append", "write"]
    for number in range(1, 22):
        about = ["o", number]
        found.append(frame([0, 0, ["call", about, ["t", 1], ["K", "value", 2]]]))
        found += [frame([0, 0, ["get", about, name]]) for name in names]
        found += [frame([0, 0, ["method", about, name, ["t"], ["K"]]]) for name in ("method", "append", "getvalue", "__init__")]
        found += [frame([0, 0, ["special", about, None, name, ["t"], ["K"]]]) for name in ("__len__", "__iter__", "__next__", "__reduce__")]
        found += [frame([0, 0, ["set", about, "visible", 3]]), frame([0, 0, ["definition", about]]), frame([0, 0, ["signature", about]])]
    found += [frame([0, 1, None, [[], [], [], [], [], [[number, ["=", 1, 2]]], []]]) for number in range(2, 24, 2)]
    found += [frame([0, 1, None, [[], [[number, 1]], [["note", 1]], [-1]]]) for number in range(1, 8)]
    return [*found, frame([0, 0, ["ask", "offered", 1, 2]])]


def all_seeds() -> list[bytes]:
    """Return every seed."""
    return written() + requests()
