"""Repositories of all sorts, read through the `repo` window's own classes."""

import hashlib
import os
import subprocess
import sys
import types
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

ROOMS = Path(__file__).resolve().parents[2]
package = types.ModuleType("_assay")
package.__path__ = [str(ROOMS)]
sys.modules.setdefault("_assay", package)

from _assay.exam_room.kinds.failures import Missing, Unreadable  # noqa: E402
from _assay.exam_room.kinds.git import Git  # noqa: E402
from _assay.exam_room.kinds.repo import Repo  # noqa: E402


class Maker:
    """Writes loose objects of any content into a bare repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "objects").mkdir(parents=True)
        (folder / "refs" / "heads").mkdir(parents=True)
        (folder / "HEAD").write_text("ref: refs/heads/main\n")
        (folder / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = true\n\thooksPath = /dev/null\n")

    def add(self, kind: str, body: bytes) -> str:
        content = f"{kind} {len(body)}\0".encode() + body
        name = hashlib.sha1(content).hexdigest()
        place = self.folder / "objects" / name[:2]
        place.mkdir(exist_ok=True)
        (place / name[2:]).write_bytes(zlib.compress(content, 9))
        return name

    def tree(self, *entries: tuple[str, str, str]) -> str:
        return self.add("tree", b"".join(f"{mode} {path}\0".encode() + bytes.fromhex(name) for mode, path, name in entries))

    def commit(self, tree: str, *parents: str, message: str = "work", branch: str | None = "main") -> str:
        lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents)]
        lines += [f"{role} Ada <ada@example.com> 1700000000 +0000" for role in ("author", "committer")]
        name = self.add("commit", "\n".join([*lines, "", message, ""]).encode())
        if branch:
            (self.folder / "refs" / "heads" / branch).write_text(f"{name}\n")
        return name

    @property
    def repo(self) -> Repo:
        return Repo(Git(self.folder), None, {})


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    return Maker(tmp_path / "repository")


def test_a_history_is_read(maker: Maker) -> None:
    first = maker.commit(maker.tree(("100644", "a.py", maker.add("blob", b"1\n"))), message="first\n\nwhy")
    second = maker.commit(maker.tree(("100644", "a.py", maker.add("blob", b"<<<<<<< ours\n"))), first)
    repo = maker.repo
    assert repo.head == "main" and repo.branches == {"main": second}
    assert [commit.name for commit in repo.log("main")] == [second, first]
    assert repo.commit("main~1").subject == "first" and repo.commit("main~1").body == "why"
    assert repo.changes(first, second) == {"a.py": "M"}
    assert repo.conflict_markers("main") == [("a.py", 1)] and repo.conflict_markers(first) == []
    assert repo.is_ancestor(first, "main") and not repo.is_ancestor("main", first)
    assert repo.text(first, "a.py") == "1\n" and repo.text(first, "b.py") is None
    assert not repo.has("--all") and not repo.has("nothing")


def test_odd_paths_links_and_modules_are_no_files(maker: Maker) -> None:
    blob = maker.add("blob", b"x")
    inner = maker.tree(("100644", "passwd", blob))
    odd = [("100644", "..\\x", blob), ("40000", "..", inner), ("40000", ".git", inner), ("120000", "link", blob)]
    commit = maker.commit(maker.tree(*odd, ("160000", "module", "1" * 40), ("100644", "new\nline", blob), ("100644", "ok.py", blob)))
    assert list(maker.repo.files(commit)) == ["ok.py"]


def test_a_blob_that_unpacks_to_much_is_refused(maker: Maker) -> None:
    commit = maker.commit(maker.tree(("100644", "zeros", maker.add("blob", bytes(40 << 20)))))
    with pytest.raises(Unreadable):
        maker.repo.files(commit)


def test_a_tree_of_trees_without_end_is_refused(maker: Maker) -> None:
    tree = maker.tree(("100644", "a", maker.add("blob", b"x")))
    for _ in range(8):
        tree = maker.tree(*(("40000", f"d{number}", tree) for number in range(10)))
    commit = maker.commit(tree)
    with pytest.raises(Unreadable):
        maker.repo.files(commit)


def test_references_that_lead_nowhere_are_no_commits(maker: Maker) -> None:
    refs = maker.folder / "refs" / "heads"
    (refs / "main").write_text("ref: refs/heads/other\n")
    (refs / "other").write_text("ref: refs/heads/main\n")
    (refs / "out").write_text("ref: ../../../../etc/passwd\n")
    (refs / "none").write_text("1" * 40 + "\n")
    with pytest.raises(Missing):
        maker.repo.commit("main")
    assert not maker.repo.has("none") and not maker.repo.has("out")


def test_a_missing_object_is_a_fault_of_the_work(maker: Maker) -> None:
    commit = maker.commit(maker.tree(("100644", "a", "1" * 40)))
    with pytest.raises(Unreadable):
        maker.repo.files(commit)


@pytest.mark.parametrize(
    "lay",
    [
        lambda folder: (folder / "info").mkdir(exist_ok=True) or (folder / "info" / "attributes").write_text("* diff=evil"),
        lambda folder: (folder / "packed-refs").write_text("not a line of packed refs\n" * 1000),
    ],
)
def test_settings_and_broken_lists_run_nothing(maker: Maker, tmp_path: Path, lay: Callable[[Path], object]) -> None:
    commit = maker.commit(maker.tree(("100644", "a", maker.add("blob", b"x"))))
    lay(maker.folder)
    before = set(os.listdir(tmp_path))
    try:
        maker.repo.log(commit)
    except Exception as error:
        assert "git" in str(error) or "commit" in str(error)
    assert set(os.listdir(tmp_path)) == before


def test_git_takes_no_setting_of_the_machine(maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = maker.commit(maker.tree(("100644", "a", maker.add("blob", b"x"))))
    ran = tmp_path / "ran"
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", f"touch {ran}")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", f"touch {ran}")
    assert maker.repo.log(commit) and maker.repo.changes(commit, commit) == {}
    assert not ran.exists()
    assert subprocess.run(["git", "--version"], capture_output=True, check=True).stdout
