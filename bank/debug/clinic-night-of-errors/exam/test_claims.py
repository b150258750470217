"""Claims about the logs, held against what made them."""

import json
from pathlib import Path

import pytest
from assay.answers import Choice, Number, Text

TRUTH = json.loads(Path(__file__).with_name("truth.json").read_text())
KEYS = {
    "request": Text(TRUTH["request"]),
    "component": Choice(TRUTH["component"], of=["web", "booking", "store", "mail"]),
    "cause": Choice(TRUTH["cause"], of=["lock timeout", "disk full", "bad input", "mail server", "no memory"]),
    "since": Text(TRUTH["since"]),
    "failures": Number(TRUTH["failures"], whole=True),
    "slowest": Text(TRUTH["slowest"]),
    "day": Text(TRUTH["day"]),
}


@pytest.mark.parametrize("name", KEYS)
def test_claim(answers, name):
    """A claim is true."""
    answers.holds(name, KEYS[name])
