"""The runner that course platforms have: submission, tests and score in one process.

It counts what pytest reports, writes the score to `results.json` beside the work and prints it on its last line. Who started
it believes the one or the other. Part of the control (`control.py`), which starts it inside a throw-away folder.
"""

import json
import sys
from pathlib import Path

import pytest


class Score:
    """Counts passed and other checks as pytest reports them."""

    def __init__(self) -> None:
        self.passed = 0
        self.others = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note one phase of one check."""
        if report.when == "call" or not report.passed:
            self.passed += report.passed
            self.others += not report.passed

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be collected is a check that did not pass."""
        self.others += report.failed


def main() -> int:
    """Run the tests of the working folder, and leave the score in both places."""
    score = Score()
    pytest.main(["-q", "--tb=no", "-p", "no:cacheprovider"], plugins=[score])
    share = score.passed / max(1, score.passed + score.others)
    Path("results.json").write_text(json.dumps({"score": 100 * share, "max_score": 100}), encoding="utf-8")
    print(f"score: {100 * share:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
