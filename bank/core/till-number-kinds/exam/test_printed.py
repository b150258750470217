"""The printed lines, found by running the snippets here, held against the claims."""

import contextlib
import importlib
import io

import pytest
from assay.answers import Text

NAMES = ["division", "rounding", "conversion"]


def printed(name):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        importlib.import_module(name)
    return " ".join(out.getvalue().split())


KEYS = {name: Text(printed(name)) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_the_printed_line(answers, name):
    """The line that a snippet prints."""
    answers.holds(name, KEYS[name])


def test_the_confidence_fits(answers):
    """Confidence fits what is right."""
    answers.judge(KEYS).need_calibration(0.2)
