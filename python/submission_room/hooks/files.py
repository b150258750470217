"""Files of the working directory that one room makes and the other expects; so do both rooms use this module.

Nothing is scanned while the directory's own time stamp and those of the files known so far have not changed.
"""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

FILES = 64
BYTES = 8 << 20
DEPTH = 4
WATCHED_FILES = 256
IGNORED = frozenset({"__pycache__", ".pytest_cache", ".hypothesis", ".git"})
CODE = (".py", ".pyc", ".pyo", ".so", ".pth", ".pyd")
Stamp = tuple[int, int]
Change = tuple[str, bytes | None]


class Folder:
    """Watches one folder tree and tells which data files were made, changed or removed since the last look."""

    def __init__(self, root: Path, is_told: Callable[[str], bool]) -> None:
        self.root = root
        self._is_told = is_told
        self._known: dict[str, Stamp] = {}
        self._folders: dict[str, int] = {}
        self._stat = os.stat
        self.settle()

    def settle(self) -> None:
        """Take the present state as known."""
        self._known = dict(self._scan())

    def has_changed(self) -> bool:
        """Whether any known folder or file has another time stamp; a `stat` for each, of not too many files."""
        try:
            if any(self._stat(folder).st_mtime_ns != seen for folder, seen in self._folders.items()):
                return True
            watched = self._known if len(self._known) <= WATCHED_FILES else {}
            return any(_stamp(self._stat(f"{self.root}/{name}")) != seen for name, seen in watched.items())
        except OSError:
            return True

    def changes(self) -> tuple[Change, ...] | None:
        """(relative path, content or None when it is gone) of what has changed; None when nothing has."""
        if not self.has_changed():
            return None
        before, now = self._known, dict(self._scan())
        self._known = now
        changed: list[Change] = [(name, None) for name in before if name not in now]
        size = 0
        for name in (name for name, seen in now.items() if before.get(name) != seen):
            size += now[name][1]
            if len(changed) >= FILES or size > BYTES:
                break
            changed.append((name, content_of(self.root / name)))
        return tuple(changed) or None

    def _scan(self) -> Iterator[tuple[str, Stamp]]:
        self._folders = {}
        yield from self._scan_folder(str(self.root), "", 0)

    def _scan_folder(self, folder: str, prefix: str, depth: int) -> Iterator[tuple[str, Stamp]]:
        try:
            self._folders[folder] = self._stat(folder).st_mtime_ns
            entries = list(os.scandir(folder))
        except OSError:
            return
        for entry in entries[: 8 * FILES]:
            name = prefix + entry.name
            if entry.name in IGNORED or entry.is_symlink():
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < DEPTH:
                    yield from self._scan_folder(entry.path, f"{name}/", depth + 1)
            elif entry.is_file(follow_symlinks=False) and self._is_told(name):
                yield name, _stamp(entry.stat(follow_symlinks=False))


def is_data(name: str) -> bool:
    """Whether a file may cross: never anything that Python or pytest would load."""
    return not name.endswith(CODE) and IGNORED.isdisjoint(name.split("/"))


def put(root: Path, name: str, content: bytes | None) -> bool:
    """Write (or with None remove) the file `name` below `root`; False when `name` leads elsewhere.

    No link on the way is followed, so a folder of the other room cannot send the write to another place.
    """
    parts = name.split("/")
    if name.startswith("/") or "\0" in name or any(part in ("", ".", "..") for part in parts) or len(parts) > DEPTH + 2:
        return False
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    folder = os.open(root, flags)
    try:
        for part in parts[:-1]:
            inner = _enter(folder, part, flags, content is not None)
            os.close(folder)
            folder = inner
        return _put_here(folder, parts[-1], content)
    except OSError:
        return False
    finally:
        os.close(folder)


def _enter(folder: int, part: str, flags: int, may_make: bool) -> int:
    if may_make:
        try:
            os.mkdir(part, dir_fd=folder)
        except FileExistsError:
            pass
    return os.open(part, flags, dir_fd=folder)


def _put_here(folder: int, name: str, content: bytes | None) -> bool:
    if content is None:
        os.unlink(name, dir_fd=folder)
        return True
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    file = os.open(name, flags, 0o644, dir_fd=folder)
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            return False
        view = memoryview(content)
        while view:
            view = view[os.write(file, view) :]
    finally:
        os.close(file)
    return True


def _stamp(found: os.stat_result) -> Stamp:
    return (found.st_mtime_ns, found.st_size)


def stamp_of(path: Path) -> Stamp:
    """When the file at `path` was last changed, and its size."""
    return _stamp(os.stat(path))


def content_of(path: Path) -> bytes | None:
    """The bytes of a regular file, up to the limit; None when it cannot be read without following a link."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        return os.read(descriptor, BYTES)
    finally:
        os.close(descriptor)
