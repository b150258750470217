"""Claims, held against what the data were made from."""

import json
from pathlib import Path

import pytest
from assay.answers import Interval, Items, Number

TRUTH = json.loads(Path(__file__).with_name("truth.json").read_text())
KEYS = {
    "visitors_b": Number(TRUTH["visitors_b"], whole=True),
    "rate_a": Number(TRUTH["rate_a"], within=0.0005, unit="1", units={"%": 0.01}),
    "rate_b": Number(TRUTH["rate_b"], within=0.0005, unit="1", units={"%": 0.01}),
    "interval": Interval(0, ends=tuple(TRUTH["interval"]), within=0.001),
    "p_value": Number(TRUTH["p_value"], within=0.001),
    "countries": Items(TRUTH["countries"]),
    "needed": Number(TRUTH["needed"], relative=0.02, whole=True),
}


@pytest.mark.parametrize("name", KEYS)
def test_claim(answers, name):
    """A claim is true."""
    answers.holds(name, KEYS[name])
