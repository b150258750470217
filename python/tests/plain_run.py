"""Run plain pytest on exam and submission in one folder: the verdicts that the split rooms must equal."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

RECORDER = """
import json, os
OUTCOMES, ITEMS = {}, []
def pytest_collection_modifyitems(items):
    ITEMS.extend(item.nodeid for item in items)
def pytest_runtest_logreport(report):
    before = OUTCOMES.get(report.nodeid)
    if report.failed and before in (None, "passed"):
        OUTCOMES[report.nodeid] = "failed" if report.when == "call" else "error"
    elif report.skipped and before in (None, "passed"):
        OUTCOMES[report.nodeid] = "skipped"
    elif before is None and report.when == "call":
        OUTCOMES[report.nodeid] = "passed"
def pytest_unconfigure():
    told = {node: OUTCOMES.get(node, "not_run") for node in ITEMS}
    with open(os.environ["PLAIN_OUTCOMES"], "w") as file:
        json.dump(told, file)
"""


def run_plain(exam: Path, submission: Path, timeout_s: float = 120.0) -> dict[str, str]:
    """Outcome by node id: passed, failed, error, skipped; empty when pytest could not collect."""
    with tempfile.TemporaryDirectory(prefix="plain-") as folder:
        base, work = Path(folder), Path(folder) / "work"
        shutil.copytree(exam, work, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"))
        if submission.is_dir():
            shutil.copytree(submission, work, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(submission, work)
        (base / "plain_recorder.py").write_text(RECORDER)
        outcomes = base / "outcomes.json"
        environment = {**os.environ, "PYTHONPATH": str(base), "PLAIN_OUTCOMES": str(outcomes), "PYTHONHASHSEED": "0"}
        command = [
            sys.executable,
            "-B",
            "-m",
            "pytest",
            "-q",
            "--tb=no",
            "-p",
            "no:cacheprovider",
            "-p",
            "plain_recorder",
        ]
        command += [f"--rootdir={work}"]
        subprocess.run(command, cwd=work, env=environment, capture_output=True, timeout=timeout_s, check=False)
        return json.loads(outcomes.read_text()) if outcomes.exists() else {}
