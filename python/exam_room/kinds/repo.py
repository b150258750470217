"""The `repo` window: the history that the candidate handed in, as an object graph; its files never run in this room."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

import pytest

from ...window import Peer
from .evidence import Evidence
from .failures import Missing, Unreadable
from .git import Git, GitFailed
from .trees import Tree

MOST_COMMITS = 2_000
MOST_FILES = 5_000
MOST_TREE_BYTES = 32 << 20
MARKERS = (b"<<<<<<< ", b">>>>>>> ")
REGULAR = frozenset({"100644", "100755"})


@dataclass(frozen=True)
class Commit:
    """One commit; `time` in seconds since 1970."""

    name: str
    tree: str
    parents: tuple[str, ...]
    author: str
    time: int
    message: str

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.message.partition("\n")[0]

    @property
    def body(self) -> str:
        """The message after its first paragraph."""
        return self.message.partition("\n\n")[2].strip()

    @property
    def is_merge(self) -> bool:
        """Whether it has more than one parent."""
        return len(self.parents) > 1


@dataclass(frozen=True)
class Entry:
    """One entry of a tree: a file, a link, or a module of another repository."""

    mode: str
    name: str
    size: int


class Repo:
    """A repository; revisions are names such as `main`, `main~2` or a commit's name."""

    def __init__(self, git: Git, peer: Peer, start: dict[str, str]) -> None:
        self._git = git
        self._peer = peer
        self.start = start

    @cached_property
    def refs(self) -> dict[str, str]:
        """Commit by reference: `heads/main`, `tags/v1` (a tag of its own gives the commit that it names)."""
        form = "%(refname:lstrip=1) %(objectname) %(*objectname)"
        found = (line.split(" ") for line in self._git.lines("for-each-ref", f"--format={form}", f"--count={MOST_COMMITS}"))
        return {parts[0]: parts[2] or parts[1] for parts in found if len(parts) == 3}

    @property
    def branches(self) -> dict[str, str]:
        """Commit by branch."""
        return {name.removeprefix("heads/"): commit for name, commit in self.refs.items() if name.startswith("heads/")}

    @property
    def tags(self) -> dict[str, str]:
        """Commit by tag."""
        return {name.removeprefix("tags/"): commit for name, commit in self.refs.items() if name.startswith("tags/")}

    @property
    def head(self) -> str | None:
        """The branch that is checked out; None when it is none."""
        try:
            return self._git.lines("symbolic-ref", "--short", "HEAD")[0]
        except (GitFailed, IndexError):
            return None

    def has(self, revision: str) -> bool:
        """Whether the revision names a commit."""
        try:
            return bool(self._name(revision))
        except Missing:
            return False

    def commit(self, revision: str) -> Commit:
        """The commit. Raises `Missing` when there is none."""
        return next(self._commits("--max-count=1", self._name(revision)))

    def log(self, revision: str, since: str | None = None, first_parent: bool = False) -> list[Commit]:
        """Commits from `revision` back (newest first), without those that `since` reaches."""
        options = ["--topo-order", *(["--first-parent"] if first_parent else [])]
        stop = [] if since is None else [f"^{self._name(since)}"]
        return list(self._commits(*options, self._name(revision), *stop))

    def is_ancestor(self, older: str, newer: str) -> bool:
        """Whether `newer` has `older` in its past, or is it."""
        return self._name(older) in {commit.name for commit in self.log(newer)}

    def entries(self, revision: str) -> dict[str, Entry]:
        """Entries of a commit's tree by path, folders opened."""
        answer = self._git.ask("ls-tree", "-r", "-l", "-z", "--full-tree", self._name(revision))
        found = {}
        for line in answer.split(b"\0")[:-1]:
            facts, _tab, path = line.partition(b"\t")
            mode, _kind, name, size = facts.decode("ascii", "replace").split()
            found[path.decode("utf-8", "surrogateescape")] = Entry(mode, name, int(size) if size.isdigit() else 0)
        return found

    def files(self, revision: str) -> dict[str, bytes]:
        """The regular files of a commit by path; links and other repositories are left out, as are paths that no folder has."""
        entries = {path: each for path, each in self.entries(revision).items() if each.mode in REGULAR and _is_plain(path)}
        if len(entries) > MOST_FILES or sum(entry.size for entry in entries.values()) > MOST_TREE_BYTES:
            raise Unreadable("a commit holds more files than can be looked at")
        return dict(zip(entries, self._blobs([entry.name for entry in entries.values()]), strict=True))

    def text(self, revision: str, path: str) -> str | None:
        """The text of a file in a commit; None when it has no such file."""
        entry = self.entries(revision).get(path)
        if entry is None or entry.mode not in REGULAR or entry.size > MOST_TREE_BYTES:
            return None
        return next(iter(self._blobs([entry.name]))).decode("utf-8", "replace")

    def changes(self, older: str, newer: str) -> dict[str, str]:
        """Status (`A`, `M`, `D`, `T`) by path between the trees of two commits."""
        answer = self._git.ask(
            "diff-tree", "-r", "-z", "--no-renames", "--no-ext-diff", "--name-status", self._name(older), self._name(newer)
        )
        parts = answer.decode("utf-8", "surrogateescape").split("\0")[:-1]
        return dict(zip(parts[1::2], parts[::2], strict=True))

    def conflict_markers(self, revision: str) -> list[tuple[str, int]]:
        """Places (path, line) at which a commit's files still hold the marks of a conflict."""
        return [
            (path, number)
            for path, content in self.files(revision).items()
            for number, line in enumerate(content.splitlines(), 1)
            if line.startswith(MARKERS)
        ]

    def tree(self, revision: str, **others: bytes) -> Tree:
        """The commit's files in the submission room: `repo.tree("main~1").module("till").total([1, 2])`.

        `others` are Python files that are laid beside them, by name without suffix.
        """
        added = {f"{name}.py": content for name, content in others.items()}
        return Tree(self._peer, {**self.files(revision), **added})

    def _name(self, revision: str) -> str:
        try:
            return self._git.lines("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")[-1]
        except (GitFailed, IndexError):
            raise Missing(f"the repository has no commit `{revision}`") from None

    def _commits(self, *arguments: str) -> Iterator[Commit]:
        form = "--format=%H%x00%T%x00%P%x00%an <%ae>%x00%at%x00%B%x00%x01"
        answer = self._git.ask("rev-list", "--no-commit-header", f"--max-count={MOST_COMMITS}", form, *arguments)
        for record in answer.decode("utf-8", "replace").split("\0\1\n")[:-1]:
            name, tree, parents, author, time, message = record.split("\0", 5)
            yield Commit(name, tree, tuple(parents.split()), author, int(time or 0), message.rstrip("\n"))

    def _blobs(self, names: list[str]) -> Iterator[bytes]:
        """Contents of blobs, after their sizes as `git` finds them have been added up: an entry may lie."""
        asked = "".join(f"{name}\n" for name in names).encode()
        sizes = self._git.ask("cat-file", "--batch-check=%(objectsize)", stdin=asked).decode("ascii", "replace").split("\n")
        if sum(int(size) if size.isdigit() else 0 for size in sizes) > MOST_TREE_BYTES:
            raise Unreadable("a commit holds more than can be looked at")
        answer = self._git.ask("cat-file", "--batch", stdin=asked, most_bytes=2 * MOST_TREE_BYTES)
        place = 0
        for _name in names:
            end = answer.index(b"\n", place)
            facts = answer[place:end].split()
            if len(facts) != 3:
                raise Unreadable("an object of the repository is missing")
            length = int(facts[2])
            yield answer[end + 1 : end + 1 + length]
            place = end + length + 2


class RepoWindow:
    """The fixture."""

    def __init__(self, peer: Peer, evidence: Evidence) -> None:
        self._peer = peer
        self._evidence = evidence

    @pytest.fixture(name="repo")
    def repo_fixture(self) -> Repo:
        """The repository that was handed in; `repo.start` has the references of the starting one."""
        self._peer.touched += 1
        start: dict[str, Any] = self._evidence.read("repository", "git")
        folder = self._evidence.path("repository")
        if not (folder / "HEAD").is_file():
            raise Missing("there is no Git repository: hand in the folder with its `.git`")
        return Repo(Git(folder), self._peer, dict(start["refs"]))


def _is_plain(path: str) -> bool:
    parts = PurePosixPath(path).parts
    odd = path.startswith("/") or any(part in ("..", ".") or part.lower() == ".git" for part in parts)
    return not odd and "\\" not in path and path.isprintable()
