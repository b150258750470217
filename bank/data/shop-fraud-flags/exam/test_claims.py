"""Claims, held against what the data were made from."""

import json
from pathlib import Path

import pytest
from assay.answers import Choice, Number

TRUTH = json.loads(Path(__file__).with_name("truth.json").read_text())
KEYS = {
    "flagged": Number(TRUTH["flagged"], within=0.0005, unit="1", units={"%": 0.01}),
    "none_flagged": Number(TRUTH["none_flagged"], within=0.002, unit="1", units={"%": 0.01}),
    "fraud_if_flagged": Number(TRUTH["fraud_if_flagged"], within=0.002, unit="1", units={"%": 0.01}),
    "fraud_if_passed": Number(TRUTH["fraud_if_passed"], within=0.00005, unit="1", units={"%": 0.01}),
    "cost": Number(TRUTH["cost"], within=0.5, unit="EUR"),
    "cheaper": Choice(TRUTH["cheaper"], of=["checks", "nothing"]),
}


@pytest.mark.parametrize("name", KEYS)
def test_claim(answers, name):
    """A claim is true."""
    answers.holds(name, KEYS[name])
