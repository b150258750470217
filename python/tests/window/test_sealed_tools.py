"""A sealed program shows behaviour only: nothing it has from a library becomes a tool for the candidate's tests."""

import socket
import subprocess
import sys
import textwrap
from pathlib import Path
from unittest import mock

import pytest
from window import Peer

PYTHON = Path(__file__).resolve().parents[2]

SERVER = """
import sys, socket
sys.path[:0] = [sys.argv[1], sys.argv[2]]
from window import Peer, sealed
sealed.set_program({"program"})
Peer(socket.socket(fileno=int(sys.argv[3])), side="submission", sealed=True).serve()
"""
PROGRAM = """
import dataclasses, functools, json, logging, operator, sqlite3, string, time, typing
from operator import attrgetter
from typing import get_type_hints

@dataclasses.dataclass
class Fee:
    amount: int = 3

def fee(x):
    return x + 1

def apply(function, value):
    return function(value)

def pause(seconds):
    time.sleep(seconds)
    return json.dumps({"slept": seconds})

TOOLS = [get_type_hints, {"at": attrgetter}]
SIGNS = {"+": operator.add}
"""


@pytest.fixture
def program(tmp_path):
    (tmp_path / "program.py").write_text(textwrap.dedent(PROGRAM))
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-c", SERVER, str(PYTHON), str(tmp_path), str(theirs.fileno())]
    process = subprocess.Popen(command, pass_fds=[theirs.fileno()], cwd=tmp_path)
    theirs.close()
    peer = Peer(ours, side="exam", sealed=True)
    yield peer.import_module("program")
    peer.close()
    process.kill()
    process.wait()


class Evaluated:
    """Its annotation is code, for whoever reads hints."""

    __annotations__ = {"x": "__import__('os').getpid()"}


TOOLS = {
    "evaluates a reference": lambda p: p.typing.ForwardRef("__import__('os').getpid()")._evaluate(None, None, frozenset()),
    "evaluates hints": lambda p: p.get_type_hints(Evaluated),
    "executes a text": lambda p: p.dataclasses._create_fn("f", [], ["return __import__('os').getpid()"])(),
    "gets the globals": lambda p: p.attrgetter("__globals__")(p.fee),
    "gets the code": lambda p: p.operator.attrgetter("__code__.co_consts")(p.fee),
    "formats the globals": lambda p: p.string.Formatter().format("{0.__globals__}", p.fee),
    "calls by name": lambda p: p.operator.methodcaller("__getattribute__", "__code__")(p.fee),
    "opens a file": lambda p: p.logging.FileHandler("notes"),
    "opens a database": lambda p: p.sqlite3.connect("notes"),
    "puts a tool into the program": lambda p: setattr(p, "fee", p.functools.partial),
    "hands a tool to the program": lambda p: p.apply(p.get_type_hints, Evaluated),
}


@pytest.mark.parametrize("what", TOOLS)
def test_a_library_of_the_program_is_no_tool(program, what):
    with pytest.raises(AttributeError):
        TOOLS[what](program)
    assert program.fee(3) == 4


def test_tools_in_a_container_are_not_called(program):
    for take in (lambda: program.TOOLS[0](Evaluated), lambda: program.TOOLS[1]["at"]("__globals__")(program.fee)):
        with pytest.raises(AttributeError):
            take()


def test_behaviour_is_shown_and_may_be_patched(program, monkeypatch):
    monkeypatch.setitem(sys.modules, "program", program)
    assert program.SIGNS["+"](1, 2) == 3
    assert program.Fee(5).amount == 5 and program.apply(lambda x: x * 2, 4) == 8
    with mock.patch("program.fee", lambda x: 7):
        assert program.fee(1) == 7
    with mock.patch("program.time.sleep") as sleep:
        assert program.pause(30) == '{"slept": 30}'
    sleep.assert_called_once_with(30)
    space: dict = {}
    exec("from program import *", space)
    assert space["fee"](1) == 2 and not {"attrgetter", "TOOLS"} & set(space)
