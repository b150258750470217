"""The experiment: the commit that broke it, a script that shows it, and a history that goes on."""

import json
from pathlib import Path

import pytest

MODULE = "plan"
EXTRAS = {'minutes': 180, 'seconds': 10800, 'shifts': 0, 'evening': False, 'label': '3:00', 'twice': [3, 3], 'later': 4, 'earlier': 2, 'quarters': 12, 'rest_of_day': 21, 'odd': True, 'pair': (3, 4)}
TRUTH = json.loads(Path(__file__).with_name("truth.json").read_text())


def WORKS(plan):
    """Whether nothing of what could break is broken."""
    apart = not plan.overlap((0, 10), (10, 20))
    return list(plan.starts(600, 660, 30)) == [600, 630] and plan.overlap((600, 660), (620, 630)) and apart and plan.length(1380, 1440) == 60


def old(repo):
    return repo.log(repo.start["heads/main"])[::-1]


def test_the_tag_is_on_the_first_bad_commit(repo):
    """The tag names the commit that broke it."""
    assert repo.tags.get("first-bad") == old(repo)[TRUTH["bad"]].name


@pytest.mark.parametrize("offset", [-3, -1, 0, 2])
def test_the_script_tells_good_from_bad(repo, offset):
    """The script says what is true of a commit before and after, and of the mended end."""
    script = repo.text("main", "repro.py")
    assert script is not None and len(script.splitlines()) <= 20
    commit = old(repo)[TRUTH["bad"] + offset]
    said = repo.tree(commit.name, repro=script.encode()).run(["repro.py"]).stdout.split()
    assert said == (["good"] if offset < 0 else ["bad"])
    assert repo.tree(old(repo)[-1].name, repro=script.encode()).run(["repro.py"]).stdout.split() == ["bad"]
    assert repo.tree(old(repo)[0].name, repro=script.encode()).run(["repro.py"]).stdout.split() == ["good"]


def test_the_published_history_is_kept(repo):
    """Main goes on from where it was, with the script."""
    assert repo.is_ancestor(repo.start["heads/main"], "main") and repo.text("main", "repro.py")


def test_the_fault_is_gone(repo):
    """The end of main works again."""
    assert WORKS(repo.tree("main").module(MODULE))


def test_what_came_later_is_still_there(repo):
    """The other commits' work is in main, and the fault isn't."""
    module = repo.tree("main").module(MODULE)
    known = {name: value for name, value in EXTRAS.items()}
    assert {name: getattr(module, name, lambda *_: None)(3) for name in known} == known
    assert WORKS(module)

