"""Claims about a test run, held against the run itself: the same files are run here."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from assay.answers import Number, Text

PROJECT = Path(__file__).with_name("project")
TRUTH = json.loads(Path(__file__).with_name("truth.json").read_text())


@cache
def truth():
    """Counts, and the end of the traceback, as a run of the tests shows them."""
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", "--rootdir=.", "-c", "/dev/null", "checks.py"]
    shown = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False).stdout
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (failed|passed)", shown.splitlines()[-1])}
    places = re.findall(r"^bakery\.py:(\d+): in (\w+)$", shown, re.MULTILINE)
    error = re.findall(r"^E   (\w+Error)", shown, re.MULTILINE)
    return {**counts, "line": int(places[-1][0]), "function": places[-1][1], "error": next(each for each in error if each != "AssertionError")}


@pytest.mark.parametrize("name", ["failed", "passed", "got", "function", "line", "error"])
def test_claim(answers, name):
    """A claim is true of the run."""
    found = {**truth(), "got": TRUTH["got"]}[name]
    answers.holds(name, Number(found, whole=True) if isinstance(found, int) else Text(found, repr(found), '"' + str(found) + '"', exact=True))
