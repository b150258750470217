"""Entry point of the exam room: `python -B -X utf8 -P /rooms/exam_room '<json>'`."""

import sys
import types
from pathlib import Path

HERE = Path(__file__).resolve().parent


def enter() -> None:
    """Load the rooms' packages below a private name, so that no module of an exam or a submission can meet them."""
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != HERE]
    package = types.ModuleType("_assay")
    package.__path__ = [str(HERE.parent)]
    sys.modules["_assay"] = package
    from _assay.exam_room.session import run

    run(sys.argv[1])


if __name__ == "__main__":
    enter()
