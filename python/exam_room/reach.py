"""What a test's callback may touch while the submission calls it: not the exam's files, not this process.

A test may hand in an opener that simply opens what it's told. While this room answers a request of the submission, an audit
hook refuses the exam's own files, `/proc`, the room's descriptors and new programs. A data file of the exam is refused
when the request itself names it and no call has handed it over; so `lambda page: open(f"pages/{page}.html")` works.
"""

import os
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from typing import Any

from ..submission_room.hooks.files import is_data
from ..window import Peer, is_stand_in

DESCRIPTORS = frozenset({3, 4})
"""The window and the event channel."""
PROCESS = ("/proc", "/sys", "/dev/fd")
ONE_PATH = frozenset(
    """open os.listdir os.scandir os.remove os.rmdir os.mkdir os.chmod os.chown os.truncate os.utime os.chdir os.setxattr
    os.getxattr os.listxattr os.removexattr os.walk os.fwalk os.chflags sqlite3.connect shutil.rmtree glob.glob
    os.add_dll_directory""".split()
)
TWO_PATHS = frozenset({"os.rename", "os.link", "os.symlink", "shutil.move", "shutil.copyfile", "shutil.copytree"})
PROGRAMS = ("subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.startfile", "pty.", "ctypes.", "os.kill")
LARGEST_DEPTH = 4


class Reach:
    """Knows the exam's files and decides for each path."""

    def __init__(self, peer: Peer, exam: Path, work: Path, is_handed: Callable[[str], bool]) -> None:
        self._peer = peer
        self._is_handed = is_handed
        self._work = os.path.realpath(work)
        self._closed = (os.path.realpath(exam), *PROCESS)
        names = [path.relative_to(exam) for path in exam.rglob("*")]
        self._own = {str(name) for name in names if not (exam / name).is_dir()}
        self._folders = {str(parent) for name in names for parent in name.parents}
        self._realpath, self._getcwd, self._join = os.path.realpath, os.getcwd, os.path.join

    def install(self) -> None:
        """Watch from now on."""
        sys.addaudithook(self._watch)

    def _watch(self, event: str, args: tuple[Any, ...]) -> None:
        if event not in ONE_PATH and event not in TWO_PATHS and not event.startswith(PROGRAMS):
            return
        asked = self._peer.answering()
        if asked is None or _imports():
            return
        if event.startswith(PROGRAMS):
            raise PermissionError(f"`{event}` is refused to a callback that the submission calls")
        for path in args[: 2 if event in TWO_PATHS else 1]:
            self._check(path, asked, listing=event in ("os.listdir", "os.scandir", "glob.glob"))

    def _check(self, path: Any, asked: tuple[Any, ...], listing: bool) -> None:
        if type(path) is int and path not in DESCRIPTORS:
            return
        with self._peer.not_answering():
            real = self._real(path)
            refused = real is None or self._is_closed(real, listing) or self._is_named_data(real, asked)
        if refused:
            shown = path if type(path) is str else type(path).__name__
            raise PermissionError(f"`{shown:.80}` belongs to the exam: a callback can't reach it for the submission")

    def _real(self, path: Any) -> str | None:
        """The file that `path` means, without links; None for what can't be told."""
        if is_stand_in(path) or not isinstance(path, str | bytes | PurePath | types.NoneType):
            return None
        try:
            return self._realpath(self._join(self._getcwd(), os.fsdecode(path) if path is not None else ""))
        except (OSError, ValueError, TypeError):
            return None

    def _is_closed(self, real: str, listing: bool) -> bool:
        if any(real == folder or real.startswith(f"{folder}/") for folder in self._closed):
            return True
        name = self._name(real)
        if name is None:
            return False
        return (name in self._own and not is_data(name)) or (listing and name in self._folders)

    def _is_named_data(self, real: str, asked: tuple[Any, ...]) -> bool:
        name = self._name(real)
        if name is None or name not in self._own or self._is_handed(name):
            return False
        return any(self._real(text) == real for text in _texts(asked))

    def _name(self, real: str) -> str | None:
        """The name of a file relative to the working directory; None for one elsewhere."""
        if real == self._work:
            return "."
        return real[len(self._work) + 1 :] if real.startswith(f"{self._work}/") else None


def _texts(values: Any, depth: int = 0) -> Iterator[Any]:
    """The texts and paths in the arguments of a request."""
    for value in values:
        if isinstance(value, str | bytes | PurePath):
            yield value
        elif type(value) in (list, tuple) and depth < LARGEST_DEPTH:
            yield from _texts(value, depth + 1)
        elif isinstance(value, dict) and depth < LARGEST_DEPTH:
            yield from _texts(dict.values(value), depth + 1)


def _imports() -> bool:
    """Whether Python itself opens a file because a callback imports a module."""
    frame = sys._getframe(2)
    file = frame.f_code.co_filename
    return file.startswith("<frozen importlib") or file.endswith("_pytest/assertion/rewrite.py")
