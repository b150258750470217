"""Claims, held against what the data were made from."""

import json
from pathlib import Path

import pytest
from assay.answers import Number

TRUTH = json.loads(Path(__file__).with_name("truth.json").read_text())
KEYS = {
    "arrivals": Number(TRUTH["arrivals"], within=0.01),
    "sent_home": Number(TRUTH["sent_home"], within=0.01),
    **{
        name: Number(TRUTH[name], within=0.002, unit="1", units={"%": 0.01})
        for name in ("too_many", "nobody_new", "absent_new")
    },
}


@pytest.mark.parametrize("name", KEYS)
def test_claim(answers, name):
    """A claim is true."""
    answers.holds(name, KEYS[name])
