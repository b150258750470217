"""The `run` window: a program of the submission with arguments, standard input and files.

Tests use the fixture `run`, or plain `subprocess`, `os.system` and `asyncio` subprocesses: a command that names a file
or module of the submission is started in its room. Other commands run here, as ever.
"""

import asyncio
import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ..window import Peer
from .sources import Sources

PYTHON = re.compile(r"^python[\d.]*$")
IMPORTED = re.compile(r"\b(?:import|from)\s+([A-Za-z_]\w*)")
OPTIONS = (
    "bufsize executable stdin stdout stderr preexec_fn close_fds shell cwd env universal_newlines startupinfo "
    "creationflags restore_signals start_new_session pass_fds"
).split()
OUTPUT_LIMIT = 8 << 20


@dataclass(frozen=True)
class Completed:
    """How a program ended: what it wrote, and its exit status (negative: the signal that killed it)."""

    stdout: str
    stderr: str
    status: int


class Programs:
    """Decides which commands are the submission's, and starts those there."""

    def __init__(self, peer: Peer, sources: Sources, work: Path, offered: frozenset[str]) -> None:
        self._peer = peer
        self._sources = sources
        self._work = work
        self._offered = offered
        self._shared = os.path.realpath(tempfile.gettempdir())
        self._plain = subprocess.Popen

    def install(self) -> None:
        """Route `subprocess.Popen` (which all of `subprocess` uses), `os.system` and asyncio's subprocesses."""
        subprocess.Popen = self._popen_class()
        plain_system = os.system
        os.system = lambda command: (
            self._peer.ask("run_shell", command, str(self._work))
            if self.is_foreign(command, None)
            else plain_system(command)
        )
        asyncio.create_subprocess_exec = self._async_exec(asyncio.create_subprocess_exec)
        asyncio.create_subprocess_shell = self._async_shell(asyncio.create_subprocess_shell)

    def is_foreign(self, command: Any, cwd: Any) -> bool:
        """Whether `command` (a list or a shell line) names a file or module of the submission."""
        parts = _words(command)
        base = os.fspath(cwd) if cwd is not None else "."
        if any(self._sources.relative(os.path.join(base, part)) is not None for part in parts):
            return True
        if any(self._is_left_by_somebody(os.path.join(base, part)) for part in parts):
            return True
        if not parts or not (parts[0] == sys.executable or PYTHON.match(os.path.basename(parts[0]))):
            return False
        for option, value in zip(parts[1:], parts[2:], strict=False):
            if option == "-m":
                return self._is_offered(value.partition(".")[0])
            if option == "-c":
                return any(self._is_offered(name) for name in IMPORTED.findall(value))
        return False

    def _is_left_by_somebody(self, path: str) -> bool:
        """Whether this is Python code on the shared volume: the submission may have written it, so it runs over there."""
        real = os.path.realpath(path)
        own = real.startswith(f"{os.path.realpath(self._work)}/") or not real.startswith(f"{self._shared}/")
        return not own and real.endswith(".py") and os.path.isfile(real)

    def start(self, command: Any, options: dict[str, Any]) -> Any:
        """Start a program of the submission; a stand-in of its `Popen`."""
        plain = {name: _crossing(name, value) for name, value in options.items() if value is not None}
        words = command if isinstance(command, str) else [os.fspath(part) for part in _listed(command)]
        return self._peer.ask("start_program", words, plain, str(self._work))

    def run(
        self, arguments: list[str], stdin: str = "", files: dict[str, str | bytes] | None = None, timeout: float = 10.0
    ) -> Completed:
        """Run a program of the submission to its end.

        `arguments` begins with the program: a `.py` file is run by Python. `files` are put into its working directory
        first. Raises `subprocess.TimeoutExpired` after `timeout` wall seconds.
        """
        for name, content in (files or {}).items():
            self._peer.ask("put_file", name, content.encode() if isinstance(content, str) else content)
        command = [str(part) for part in arguments]
        if command[0].endswith(".py"):
            command.insert(0, sys.executable)
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        process = self.start(command, {**pipes, "encoding": "utf-8", "errors": "replace"})
        try:
            stdout, stderr = process.communicate(stdin, timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        return Completed(_text(stdout), _text(stderr), int(process.returncode))

    @pytest.fixture(name="run")
    def run_fixture(self) -> Any:
        """`run(arguments, stdin="", files={}, timeout=10.0) -> Completed`: a program of the submission."""
        return self.run

    def _is_offered(self, name: str) -> bool:
        return name in self._offered and not self._sources.is_exams(self._work / f"{name}.py")

    def _popen_class(self) -> type:
        programs, plain = self, self._plain

        class Popen(plain):
            """A process; one of the submission's programs is started in its own room."""

            def __new__(cls, args: Any, *positional: Any, **keywords: Any) -> Any:
                options = {**dict(zip(OPTIONS, positional, strict=False)), **keywords}
                if cls is not Popen or not programs.is_foreign(args, options.get("cwd")):
                    return super().__new__(cls)
                return programs.start(args, options)

        Popen.__qualname__, Popen.__module__ = "Popen", "subprocess"
        return Popen

    def _async_exec(self, plain: Any) -> Any:
        async def create_subprocess_exec(program: Any, *args: Any, **keywords: Any) -> Any:
            command = [program, *args]
            if not self.is_foreign(command, keywords.get("cwd")):
                return await plain(program, *args, **keywords)
            return AsyncProgram(self.start(command, _without_limit(keywords)))

        return create_subprocess_exec

    def _async_shell(self, plain: Any) -> Any:
        async def create_subprocess_shell(command: str, **keywords: Any) -> Any:
            if not self.is_foreign(command, keywords.get("cwd")):
                return await plain(command, **keywords)
            return AsyncProgram(self.start(command, {**_without_limit(keywords), "shell": True}))

        return create_subprocess_shell


class AsyncProgram:
    """What `asyncio` code expects of a process, over a program in the submission's room."""

    def __init__(self, process: Any) -> None:
        self._process = process
        self.pid = process.pid

    @property
    def returncode(self) -> int | None:
        """The exit status once the program has ended."""
        return self._process.poll()

    async def communicate(self, input: bytes | None = None) -> tuple[bytes | None, bytes | None]:
        """Send `input` and read to the end; other tasks go on meanwhile."""
        return await asyncio.to_thread(self._process.communicate, input)

    async def wait(self) -> int:
        """Wait for the end."""
        return await asyncio.to_thread(self._process.wait)

    def kill(self) -> None:
        """Kill the program."""
        self._process.kill()

    def terminate(self) -> None:
        """Ask the program to end."""
        self._process.terminate()


def _without_limit(keywords: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in keywords.items() if name not in ("limit", "loop")}


def _listed(command: Any) -> list[Any]:
    return [command] if isinstance(command, str | bytes | os.PathLike) else list(command)


def _words(command: Any) -> list[str]:
    if isinstance(command, str) and " " in command:
        try:
            return shlex.split(command)
        except ValueError:
            return command.split()
    try:
        return [part for part in map(os.fspath, _listed(command)) if isinstance(part, str)]
    except TypeError:
        return []


def _crossing(name: str, value: Any) -> Any:
    """An option as plain data: an open file of the exam is handed over as its content or its path."""
    if name == "env":
        return {str(key): str(each) for key, each in value.items()}
    if name == "cwd":
        return os.path.abspath(value)
    if name in ("stdin", "stdout", "stderr") and not isinstance(value, int):
        if name == "stdin":
            content = value.read()
            return ("bytes", content.encode() if isinstance(content, str) else content)
        return ("path", os.path.abspath(value.name), "ab")
    return value


def _text(value: Any) -> str:
    return str(value)[:OUTPUT_LIMIT]
