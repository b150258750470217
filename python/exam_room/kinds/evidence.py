"""What the grader found out before the exam began: JSON files in the exam's folder `.assay`."""

import json
from pathlib import Path
from typing import Any

FOLDER = ".assay"


class Evidence:
    """Reads the grader's files; they are the exam's own and were never in a room of the submission."""

    def __init__(self, exam: Path) -> None:
        self._exam = exam

    def path(self, name: str) -> Path:
        """Where the file or folder `name` of the grader lies."""
        return self._exam / FOLDER / name

    def read(self, name: str, kind: str) -> Any:
        """The content of `name`.json; raises `LookupError` when this is no task of the kind that has it."""
        try:
            text = self.path(f"{name}.json").read_text("utf-8")
        except FileNotFoundError:
            raise LookupError(f"nothing was laid in for this fixture: it belongs to tasks of the kind `{kind}`") from None
        return json.loads(text)
