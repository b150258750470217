"""A peer that speaks raw frames: whatever no honest room sends ends the window and has no effect."""

import json
import socket
import struct
import threading
from unittest import mock

import pytest
from window import Limits, Peer, RoomEnded

CALL = ["o", 1]


class Enemy:
    """The submission's end of a socket pair, in the hands of a cheat. It answers one request of the exam with `replies`."""

    def __init__(self, *replies: bytes, **options: object) -> None:
        ours, self.theirs = socket.socketpair()
        self.seen: list[str] = []
        self.heard: list = []
        self.peer = Peer(ours, side="exam", **options)
        self.peer.on_tampering(self.seen.append)
        self.replies = replies
        self.thread = threading.Thread(target=self._speak, daemon=True)
        self.thread.start()

    def _speak(self) -> None:
        for reply in self.replies:
            self.heard.append(self._hear())
            self.theirs.sendall(reply)
        self.heard.append(self._hear())
        self.theirs.close()

    def _hear(self) -> object:
        head = self.theirs.recv(8, socket.MSG_WAITALL)
        if len(head) < 8:
            return None
        total, size = struct.unpack("!II", head)
        return json.loads(self.theirs.recv(total, socket.MSG_WAITALL)[:size])


def frame(message: object) -> bytes:
    text = json.dumps(message).encode()
    return struct.pack("!II", len(text), len(text)) + text


def reply(form: object, *before: object) -> bytes:
    return frame([0, 1, form, *([list(before)] if before else [])])


def request(*parts: object) -> bytes:
    return frame([0, 0, list(parts)])


def definition(*parts: object) -> bytes:
    return reply(["r", parts[0]], [list(parts)], [], [], [])


DEEP = ("[" * 100_000 + "]" * 100_000).encode()
CLASS = ["class", "C", "C", "m", None, None]
MALFORMED = {
    "no json": struct.pack("!II", 3, 3) + b"{[x",
    "text longer than frame": struct.pack("!II", 3, 9) + b"nul",
    "too large": struct.pack("!II", 2**31, 2) + b"[]",
    "no list": frame("x"),
    "object": reply({"a": 1}),
    "unknown tag": reply(["zz", 1]),
    "empty form": reply([]),
    "tag that is no text": reply([[1]]),
    "unknown kind": frame([0, 7, None]),
    "raise of a value": frame([0, 2, "text"]),
    "deep": struct.pack("!II", len(DEEP), len(DEEP)) + DEEP,
    "deep tuples": reply(eval("[" + "'t',[" * 150 + "'t'" + "]" * 150 + "]")),
    "unknown handle": reply(["r", 5]),
    "handle of the exam never lent": reply(["o", 77]),
    "container never shared": reply(["s", 3]),
    "exam's own container": reply(["s", 2], [], [], [], [], [[2, "l", False, None, ["="]]], [], []),
    "change of unknown container": reply(None, [], [], [], [], [], [[3, ["="]]], []),
    "release of what was never lent": reply(None, [], [[9, 1]], [], []),
    "blob outside": reply(["Y", 0, 10]),
    "bad date": reply(["d", 2020, 99, 1]),
    "bool as integer": reply(["d", True, 1, 1]),
    "forbidden name": reply(["N", "os", "system"]),
    "eval by name": reply(["N", "builtins", "eval"]),
    "exit by name": reply(["N", "builtins", "SystemExit"]),
    "skip by name": reply(["N", "unittest.case", "SkipTest"]),
    "class of itself": definition(5, *CLASS, [["r", 5]], [], [], []),
    "class of a value": definition(5, *CLASS, [5], [], [], []),
    "int without a value": reply(["r", 6], [[5, *CLASS, [["N", "builtins", "int"]], [], [], []], [6, "instance", ["r", 5], []]], [], [], []),
    "int with a text": reply(["r", 6], [[5, *CLASS, [["N", "builtins", "int"]], [], [], []], [6, "instance", ["r", 5], [], "5"]], [], [], []),
    "instance of a real class": reply(["r", 6], [[6, "instance", ["N", "builtins", "int"], [], 5]], [], [], []),
    "exception of no class": reply(["r", 6], [[6, "exception", ["N", "builtins", "int"], [], None, None, False, [], [], []]], [], [], []),
    "unknown definition": definition(5, "frame", "x"),
    "object array": reply(["s", 1], [], [], [], [], [[1, "N", False, ["|O8", [2], True], [True, 0, 16]]], [], []),
    "huge array": reply(["s", 1], [], [], [], [], [[1, "N", False, ["<f8", [10**12], True], [True, 0, 0]]], [], []),
    "request that isn't allowed": request("import", "os"),
    "unknown operation": request("ask", "open"),
    "method of a text": request("method", "{0.__class__}", "format", ["t", 1], ["K"]),
    "attribute of nothing": request("get", None, "__class__"),
    "call by name": request("call", ["N", "builtins", "len"], ["t", "abc"], ["K"]),
    "wrong arguments": request("get"),
    "end of the exam's lane": reply(None, [], [], [], [4]),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_no_honest_room_sends_ends_the_window(name):
    enemy = Enemy(MALFORMED[name])
    with pytest.raises(RoomEnded):
        enemy.peer.ask("anything")
    assert len(enemy.seen) == 1 and enemy.seen[0]
    with pytest.raises(RoomEnded):
        enemy.peer.ask("more")
    assert len(enemy.seen) == 1


def test_the_total_is_limited():
    enemy = Enemy(reply("x" * 600), reply("x" * 600), limits=Limits(total_bytes=1000))
    assert len(enemy.peer.ask("a")) == 600
    with pytest.raises(RoomEnded):
        enemy.peer.ask("b")
    assert enemy.seen == ["more than 1000 bytes were sent in all"]


def secret(x=42):
    return x


class Fake:
    """A double that a test hands over."""

    visible = 1
    _hidden = 2

    def method(self):
        return 3


def refused(target: object, *forged: object) -> object:
    """What the exam answers when `target` is lent and a forged request about it comes; `CALL` stands for its handle."""
    enemy = Enemy(request(*forged), reply(None))
    enemy.peer.ask("take", target)
    assert enemy.seen == []
    return enemy.heard[1]


@pytest.mark.parametrize(
    "name", ["__globals__", "__code__", "__closure__", "__defaults__", "__self__", "__dict__", "__class__", "__wrapped__", "__kwdefaults__"]
)
def test_nothing_leads_from_a_callback_to_the_test(name):
    assert refused(secret, "get", CALL, name)[1] == 2
    assert refused([].append, "get", CALL, name)[1] == 2


@pytest.mark.parametrize("name", ["__dict__", "__class__", "_hidden", "__init__", "__reduce_ex__", "__getattribute__", "__init_subclass__"])
def test_only_public_attributes_of_a_double_are_given(name):
    assert refused(Fake(), "get", CALL, name)[1] == 2
    assert refused(Fake(), "get", CALL, "visible")[1:3] == [1, 1]


def test_frames_modules_and_generators_are_closed():
    assert refused((x for x in "ab"), "get", CALL, "gi_frame")[1] == 2
    assert refused(json.decoder, "get", CALL, "JSONDecoder")[1] == 2
    assert refused(type("T", (__import__("unittest").TestCase,), {"runTest": None})(), "set", CALL, "assertEqual", 1)[1] == 2


def test_a_mocks_record_is_closed():
    for name in ("call_args", "assert_called_with", "mock_calls", "return_value", "reset_mock"):
        assert refused(mock.Mock(), "get", CALL, name)[1] == 2
        assert refused(mock.Mock(), "set", CALL, name, 1)[1] == 2


def test_special_methods_are_a_list():
    for name in ("__reduce__", "__getattribute__", "__subclasshook__", "__class__", "__del__"):
        assert refused(Fake(), "special", CALL, None, name, ["t"], ["K"])[1] == 2


def test_the_answer_to_a_forged_request_tells_nothing():
    answer = refused(secret, "get", CALL, "__defaults__")
    assert "42" not in json.dumps(answer)


def test_a_failing_assertion_of_a_callback_keeps_its_words():
    def check(x):
        assert x == "the expected value"

    answer = refused(check, "call", CALL, ["t", 1], ["K"])
    assert answer[1] == 2 and "expected" not in json.dumps(answer)
