"""Claims about the logs, held against what made them."""

import json
from pathlib import Path

import pytest
from assay.answers import Choice, Number, Text

TRUTH = json.loads(Path(__file__).with_name("truth.json").read_text())
KEYS = {
    "order": Text(TRUTH["order"]),
    "field": Choice(TRUTH["field"], of=["quantity", "price", "country", "date"]),
    "first_night": Text(TRUTH["first_night"]),
    "raised_in": Text(TRUTH["raised_in"]),
    "files": Number(TRUTH["files"], whole=True),
    "orders": Number(TRUTH["orders"], whole=True),
    "customers": Number(TRUTH["customers"], whole=True),
}


@pytest.mark.parametrize("name", KEYS)
def test_claim(answers, name):
    """A claim is true."""
    answers.holds(name, KEYS[name])
