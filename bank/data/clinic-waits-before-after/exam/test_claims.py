"""Claims, held against what the data were made from."""

import json
from pathlib import Path

import pytest
from assay.answers import Choice, Interval, Number, Truth

TRUTH = json.loads(Path(__file__).with_name("truth.json").read_text())
KEYS = {
    "median_before": Number(TRUTH["median_before"], within=0.01, unit="minutes"),
    "spread_before": Number(TRUTH["spread_before"], within=0.02, unit="minutes"),
    "design": Choice(TRUTH["design"], of=["paired", "independent"]),
    "difference": Number(TRUTH["difference"], within=0.02, unit="minutes"),
    "interval": Interval(0, ends=tuple(TRUTH["interval"]), within=0.1),
    "conclusive": Truth(TRUTH["conclusive"]),
}


@pytest.mark.parametrize("name", KEYS)
def test_claim(answers, name):
    """A claim is true."""
    answers.holds(name, KEYS[name])
