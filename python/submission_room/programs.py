"""Starts programs of the submission for the exam: the other half of `exam_room/programs.py`.

The exam holds the returned `Program` as a stand-in, so it is talked to as in one process.
"""

import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..window import Peer

PLAIN_OPTIONS = frozenset(
    "bufsize stdin stdout stderr shell cwd env universal_newlines text encoding errors start_new_session "
    "restore_signals close_fds".split()
)


class Program:
    """A running program, as the exam holds it.

    It is no `Popen` itself: a call of the exam's `Popen` that returned one would be followed by its `__init__`.
    """

    def __init__(self, process: Any) -> None:
        self._process = process

    def __getattr__(self, name: str) -> Any:
        return getattr(self._process, name)

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, *exception: Any) -> None:
        self._process.__exit__(*exception)


class Programs:
    """Starts programs; paths below the exam's own folder mean the submission's folder `work`."""

    def __init__(self, work: Path) -> None:
        self._work = str(work)

    def offer(self, peer: Peer) -> None:
        """Register the operations."""
        peer.register("start_program", self.start)
        peer.register("run_shell", self.run_shell)

    def start(self, command: Any, options: dict[str, Any], exam_home: str) -> Program:
        """Start `command` with those of `options` that mean the same here; raises as `Popen` does."""
        move = _mover(exam_home, self._work)
        moved = move(command) if isinstance(command, str) else [move(part) for part in command]
        chosen = {name: value for name, value in options.items() if name in PLAIN_OPTIONS}
        if chosen.get("cwd") is not None:
            chosen["cwd"] = move(chosen["cwd"])
        if chosen.get("env") is not None:
            chosen["env"] = {**chosen["env"], "HOME": os.environ.get("HOME", self._work)}
        chosen.setdefault("stdin", subprocess.DEVNULL)
        opened = _open_files(chosen)
        try:
            return Program(subprocess.Popen(moved, **chosen))
        finally:
            for file in opened:
                file.close()

    def run_shell(self, command: str, exam_home: str) -> int:
        """`os.system` for a command line that names a file of the submission."""
        return os.system(_mover(exam_home, self._work)(command))


def _open_files(options: dict[str, Any]) -> list[Any]:
    """Open what stands for a file of the exam: ("bytes", content) to read from, ("path", path, mode) to write to."""
    opened = []
    for name in ("stdin", "stdout", "stderr"):
        form = options.get(name)
        if isinstance(form, tuple):
            file = _temporary(form[1]) if form[0] == "bytes" else open(form[1], form[2])
            opened.append(file)
            options[name] = file
    return opened


def _temporary(content: bytes) -> Any:
    file = tempfile.TemporaryFile()
    file.write(content)
    file.seek(0)
    return file


def _mover(exam_home: str, home: str) -> Callable[[Any], Any]:
    def move(text: Any) -> Any:
        if exam_home == home or not isinstance(text, str):
            return text
        return text.replace(exam_home, home)

    return move
