"""The `changes` window: what of the starting files was changed, and by how many lines."""

import difflib
from dataclasses import dataclass
from pathlib import Path

import pytest

from ...window import Peer
from ..config import Config
from .evidence import Evidence

MOST_LINES = 20_000
MOST_BYTES = 4 << 20
IGNORED = frozenset({"__pycache__", ".pytest_cache", ".git", ".vscode", ".idea"})


@dataclass(frozen=True)
class FileChange:
    """How one file differs from the start."""

    path: str
    added: int
    removed: int
    is_new: bool = False

    @property
    def lines(self) -> int:
        """Lines added and removed; a changed line is one of each."""
        return self.added + self.removed


class Changes:
    """Differences between the starting files and the files that were graded, lines without their trailing blanks."""

    def __init__(self, start: dict[str, str | None], source: Path) -> None:
        found = [self._change(path, start, source) for path in sorted(_paths(source) | set(start))]
        self._changes = {change.path: change for change in found if change.lines or change.is_new}

    @property
    def files(self) -> list[str]:
        """Paths of the changed and the new files."""
        return list(self._changes)

    @property
    def new_files(self) -> list[str]:
        """Paths of files that the start did not have."""
        return [path for path, change in self._changes.items() if change.is_new]

    @property
    def lines(self) -> int:
        """Lines added and removed in all files."""
        return sum(change.lines for change in self._changes.values())

    def of(self, path: str) -> FileChange:
        """The change of one file; one without lines when it is as it was."""
        return self._changes.get(path, FileChange(path, 0, 0))

    def _change(self, path: str, start: dict[str, str | None], source: Path) -> FileChange:
        old, new = _lines(start.get(path) or ""), _lines(_read(source / path))
        if max(len(old), len(new)) > MOST_LINES:
            return FileChange(path, len(new), len(old), path not in start)
        added = removed = 0
        for line in difflib.unified_diff(old, new, n=0, lineterm=""):
            added += line.startswith("+") and not line.startswith("+++")
            removed += line.startswith("-") and not line.startswith("---")
        return FileChange(path, added, removed, path not in start)


class ChangesWindow:
    """The fixture."""

    def __init__(self, peer: Peer, config: Config, evidence: Evidence) -> None:
        self._peer = peer
        self._source = config.source
        self._evidence = evidence

    @pytest.fixture(name="changes")
    def changes_fixture(self) -> Changes:
        """What was changed: `changes.files`, `changes.lines`, `changes.of(path)`."""
        self._peer.touched += 1
        return Changes(self._evidence.read("changes", "fix")["start"], self._source)


def _paths(source: Path) -> set[str]:
    files = (path.relative_to(source) for path in source.rglob("*") if path.is_file())
    return {str(path) for path in files if IGNORED.isdisjoint(path.parts)}


def _read(path: Path) -> str:
    try:
        with open(path, "rb") as file:
            return file.read(MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n")] if text else []
