"""Real `git` on a repository that somebody handed in: nothing of its settings, every answer bounded.

The repository is bare and was laid out by the grader, with a configuration of its own. `git` runs in the exam room, so
only commands that read are offered, and none that starts another program.
"""

import os
import signal
import threading

# The plain class: the exam's own `Popen` sends commands that name a file of the submission to the other room.
from subprocess import DEVNULL, PIPE, Popen
from pathlib import Path

from .failures import Unreadable

SECONDS = 20.0
MOST_BYTES = 16 << 20
ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_PAGER": "cat",
    "HOME": "/nonexistent",
    "LANG": "C.UTF-8",
    "PATH": "/usr/local/bin:/usr/bin:/bin",
}
READING = frozenset("cat-file rev-parse rev-list for-each-ref ls-tree diff-tree merge-base symbolic-ref range-diff patch-id".split())


class GitFailed(Exception):
    """`git` refused a question; its words are in the text."""


class Git:
    """Asks `git` about one repository."""

    def __init__(self, repository: Path) -> None:
        self._repository = repository

    def ask(self, *arguments: str, stdin: bytes = b"", most_bytes: int = MOST_BYTES) -> bytes:
        """The answer of a reading command. Raises `GitFailed`, or `Unreadable` when the answer has no end."""
        if arguments[0] not in READING:
            raise ValueError(f"`git {arguments[0]}` does not only read")
        command = ["git", "-c", "safe.directory=*", f"--git-dir={self._repository}", *arguments]
        process = Popen(
            command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=ENVIRONMENT, cwd="/", start_new_session=True
        )
        timer = threading.Timer(SECONDS, _kill, (process,))
        timer.start()
        try:
            threading.Thread(target=_feed, args=(process, stdin), daemon=True).start()
            answer = process.stdout.read(most_bytes + 1)
            if len(answer) > most_bytes:
                raise Unreadable("the repository holds more than can be looked at")
            status = process.wait()
        finally:
            timer.cancel()
            _kill(process)
            process.wait()
            process.stdout.close()
        if status == -signal.SIGKILL:
            raise Unreadable("the repository takes too long to be read")
        if status != 0:
            raise GitFailed(f"`git {' '.join(arguments)}` ended with status {status}")
        return answer

    def lines(self, *arguments: str) -> list[str]:
        """The answer's lines as text."""
        return self.ask(*arguments).decode("utf-8", "replace").splitlines()


def _feed(process: Popen, data: bytes) -> None:
    try:
        process.stdin.write(data)
        process.stdin.close()
    except OSError:
        return


def _kill(process: Popen) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
