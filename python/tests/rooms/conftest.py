"""Small exams written inline, run in two rooms and, for comparison, in plain pytest."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from plain_run import run_plain  # noqa: E402
from split_rooms import RunResult, run_split  # noqa: E402

Files = dict[str, str]


@dataclass(frozen=True)
class Desk:
    """Lays files out and runs them."""

    folder: Path

    def split(self, exam: Files | str, submission: Files | str, **options: bool) -> RunResult:
        """Run in two rooms; a text alone is `test_exam.py` or `solution.py`."""
        return run_split(*self._lay_out(exam, submission), **options, timeout_s=60.0)

    def plain(self, exam: Files | str, submission: Files | str) -> dict[str, str]:
        """Outcomes of plain pytest."""
        return run_plain(*self._lay_out(exam, submission))

    def agrees(self, exam: Files | str, submission: Files | str) -> RunResult:
        """Run both ways and demand the same verdict for every node."""
        split, plain = self.split(exam, submission), self.plain(exam, submission)
        messages = {node: each["message"] for node, each in split.finished.items()}
        assert split.outcomes == plain, (messages, split.stderr)
        assert plain
        return split

    def accepts(self, exam: Files | str, submission: Files | str) -> RunResult:
        """As `agrees`, and every check passes."""
        result = self.agrees(exam, submission)
        assert set(result.outcomes.values()) == {"passed"}, result.finished
        return result

    def _lay_out(self, exam: Files | str, submission: Files | str) -> tuple[Path, Path]:
        exam_files = {"test_exam.py": exam} if isinstance(exam, str) else exam
        own_files = {"solution.py": submission} if isinstance(submission, str) else submission
        return self._write("exam", exam_files), self._write("submission", own_files)

    def _write(self, name: str, files: Files) -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        for file, text in files.items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text))
        return folder


@pytest.fixture
def desk(tmp_path: Path) -> Callable[..., RunResult]:
    """Where the small exams of a test lie."""
    return Desk(tmp_path)
