"""A real second process behind a socket pair, for every test of the window."""

import os
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

PYTHON = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PYTHON))

from window import Limits, Peer  # noqa: E402

SERVER = """
import sys, socket
sys.path[:0] = [sys.argv[1], sys.argv[2]]
from window import Peer
peer = Peer(socket.socket(fileno=int(sys.argv[3])), side="submission")
peer.register("echo", lambda value: value)
peer.register("evaluate", lambda text: eval(text))
peer.serve()
"""


class Rooms:
    """Starts submission rooms with given source text and closes them afterwards."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list = []

    def open(self, limits: Limits | None = None, allow_equality: bool = False, **modules: str) -> Peer:
        """A peer of the exam side; each keyword is a module's source text."""
        for name, text in modules.items():
            (self.folder / f"{name}.py").write_text(textwrap.dedent(text))
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-c", SERVER, str(PYTHON), str(self.folder), str(theirs.fileno())]
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment, cwd=self.folder)
        theirs.close()
        peer = Peer(ours, side="exam", limits=limits, allow_equality=allow_equality)
        self.started.append((peer, process))
        return peer

    def close(self) -> None:
        for peer, process in self.started:
            peer.close()
            process.kill()
            process.wait()


@pytest.fixture
def rooms(tmp_path):
    opened = Rooms(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def solution(rooms):
    """`solution(source)`: the stand-in of a module with this source text."""
    return lambda source, **options: rooms.open(solution=source, **options).import_module("solution")
