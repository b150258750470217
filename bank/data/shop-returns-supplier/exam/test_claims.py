"""Claims, held against what the data were made from."""

import json
from pathlib import Path

import pytest
from assay.answers import Choice, Number, Text

TRUTH = json.loads(Path(__file__).with_name("truth.json").read_text())
KEYS = {
    "orders": Number(TRUTH["orders"], whole=True),
    "overall": Number(TRUTH["overall"], within=0.05),
    "confounder": Choice(TRUTH["confounder"], of=["category", "country", "payment", "weekday"]),
    "highest": Text(TRUTH["highest"]),
    "adjusted": Number(TRUTH["adjusted"], within=0.1),
    "effect": Choice(TRUTH["effect"], of=["lower", "higher", "none"]),
}


@pytest.mark.parametrize("name", KEYS)
def test_claim(answers, name):
    """A claim is true."""
    answers.holds(name, KEYS[name])


def test_little_is_claimed_that_is_false(answers):
    """At most one claim is wrong."""
    answers.judge(KEYS).need(least_right=4, most_wrong=1)
