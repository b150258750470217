"""The history of the clinic's hours."""

import pytest


def test_the_price_is_as_before(repo):
    """A new commit on main undoes the fee."""
    assert repo.tree("main").module("clinic").FEE == 2500


def test_nothing_published_is_rewritten(repo):
    """The commits that were there are still in main, and the fee was undone after them."""
    assert repo.is_ancestor(repo.start["heads/main"], "main") and "2500" in (repo.text("main", "clinic.py") or "")


def test_the_tag_names_the_undoing(repo):
    """The tag is on the commit that brings the old fee back."""
    assert "fee-undone" in repo.tags
    tagged = repo.commit("fee-undone")
    assert repo.is_ancestor(tagged.name, "main") and not tagged.is_merge
    before, after = (repo.text(name, "clinic.py") for name in (tagged.parents[0], tagged.name))
    assert "2900" in before and "2500" in after and "2900" not in after


def test_the_branch_is_merged(repo):
    """A merge commit joins both branches."""
    merges = [commit for commit in repo.log("main", since=repo.start["heads/main"]) if commit.is_merge]
    assert len(merges) == 1 and repo.start["heads/holidays"] in merges[0].parents


@pytest.mark.parametrize(
    ("weekday", "day", "hour"),
    [(3, "05-02", 7), (3, "12-25", None), (0, "05-01", None), (0, "05-06", 8), (6, "05-05", None), (4, "12-25", None)],
)
def test_hours_and_holidays(repo, weekday, day, hour):
    """Thursdays begin early, and holidays are closed on any weekday."""
    clinic = repo.tree("main").module("clinic")
    assert clinic.opening(weekday, day) == hour
    assert clinic.opening(3, "05-02") == 7 and clinic.opening(3, "05-01") is None


def test_no_mark_is_left(repo):
    """Main has a merge and no mark of a conflict."""
    assert repo.conflict_markers("main") == [] and any(commit.is_merge for commit in repo.log("main"))
