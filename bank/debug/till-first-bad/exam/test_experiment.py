"""The experiment: the commit that broke it, a script that shows it, and a history that goes on."""

import json
from pathlib import Path

import pytest

MODULE = "till"
EXTRAS = {'double': 6, 'half': 1, 'square': 9, 'next_one': 4, 'before': 2, 'negative': -3, 'tenfold': 30, 'rest': 1, 'text': '3', 'pair': [3, 3], 'is_big': True, 'cube': 27}
TRUTH = json.loads(Path(__file__).with_name("truth.json").read_text())


def WORKS(till):
    """Whether nothing of what could break is broken."""
    lines = till.receipt("b", till.receipt("z"))
    return till.total(["0.29", "0.57", "1.13"]) == 199 and list(lines) == ["z", "b"] and list(till.receipt("y")) == ["y"]


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

