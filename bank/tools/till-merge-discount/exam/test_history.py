"""The history of the till."""

import pytest

README = "Totals are rounded down to whole 5 cents."


def new(repo):
    return [commit for commit in repo.log("main", since=repo.start["heads/main"]) if commit.name != repo.start["heads/discount"]]


def test_the_readme_has_a_commit_of_its_own(repo):
    """One commit changes the README and nothing else."""
    assert README in (repo.text("main", "README.md") or "")
    own = [commit for commit in new(repo) if len(commit.parents) == 1]
    assert any(repo.changes(commit.parents[0], commit.name) == {"README.md": "M"} for commit in own)


def test_the_log_is_in_no_commit(repo):
    """No commit has the log, and the README was recorded."""
    assert new(repo) and README in (repo.text("main", "README.md") or "")
    assert all("debug.log" not in repo.entries(commit.name) for commit in repo.log("main"))


def test_the_branches_are_merged(repo):
    """Both lines of history are in main, joined by a merge commit."""
    assert repo.is_ancestor(repo.start["heads/main"], "main") and repo.is_ancestor(repo.start["heads/discount"], "main")
    merges = [commit for commit in new(repo) if commit.is_merge]
    assert len(merges) == 1 and repo.start["heads/discount"] in merges[0].parents


@pytest.mark.parametrize(
    ("amounts", "percent", "total"), [([1003], 10, 900), ([1005, 4], 0, 1005), ([999], 50, 495), ([], 10, 0), ([104], 3, 100)]
)
def test_both_changes_work(repo, amounts, percent, total):
    """The discount is taken off, then the total is rounded."""
    till = repo.tree("main").module("till")
    assert till.total(amounts, percent) == total
    assert till.total([1004]) == 1000


def test_no_mark_is_left(repo):
    """Main has a merge and no mark of a conflict."""
    assert repo.conflict_markers("main") == [] and any(commit.is_merge for commit in repo.log("main"))
