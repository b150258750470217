"""Claims, held against what the data were made from."""

import json
from pathlib import Path

import pytest
from assay.answers import Choice, Interval, Items, Number, Text

TRUTH = json.loads(Path(__file__).with_name("truth.json").read_text())
KEYS = {
    "since": Text(TRUTH["since"]),
    "branch": Choice(TRUTH["branch"], of=["North", "East", "South", "West"]),
    "rise": Interval(TRUTH["rise"], widest=6),
    "missed": Number(TRUTH["missed"], within=0.05, unit="%"),
    "findings": Items(TRUTH["findings"], missing=1, extra=0),
}


@pytest.mark.parametrize("name", KEYS)
def test_claim(answers, name):
    """A claim is true."""
    answers.holds(name, KEYS[name])


def test_no_finding_is_false(answers):
    """No statement is claimed that the data don't support."""
    claimed = answers.value("findings")
    assert isinstance(claimed, list) and claimed, "no finding is claimed"
    assert not set(claimed) - set(TRUTH["findings"]), "a statement is claimed that the data don't support"
