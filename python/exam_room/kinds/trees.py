"""Other versions of the work, run in the submission room: a commit's tree, or the starting files. Never in this room."""

import subprocess
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from ...window import Peer
from ..programs import Completed

TIMEOUT_S = 10.0


class Tree:
    """Files laid out in a folder of their own in the submission room."""

    def __init__(self, peer: Peer, files: Mapping[str, bytes]) -> None:
        self._peer = peer
        self._folder = str(peer.ask("lay_out_tree", dict(files)))

    def module(self, name: str) -> ModuleType:
        """The stand-in of a module of these files; each call loads it anew. Raises what its import raises."""
        return self._peer.import_module(self._peer.ask("load_from_tree", self._folder, name))

    def run(self, arguments: list[str], stdin: str = "", timeout: float = TIMEOUT_S) -> Completed:
        """Run Python on these files, in their folder: `run(["till.py", "--day", "3"])`, `run(["-m", "pytest", "-q"])`.

        Exit status and output are what the files make of them: compare them, don't believe them.
        """
        options: dict[str, Any] = {name: subprocess.PIPE for name in ("stdin", "stdout", "stderr")}
        options |= {"cwd": self._folder, "encoding": "utf-8", "errors": "replace"}
        process = self._peer.ask("start_program", [sys.executable, *map(str, arguments)], options, "/work")
        try:
            stdout, stderr = process.communicate(stdin, timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        return Completed(str(stdout), str(stderr), int(process.returncode))
