"""Entry point of a zygote: `python -B -X utf8 -P /rooms/zygote '<json>' <namespaces>` (docs/ROOMS.md)."""

import sys
import types
from pathlib import Path

HERE = Path(__file__).resolve().parent


def enter() -> None:
    """Load the rooms' packages below a private name, as the rooms themselves do."""
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != HERE]
    package = types.ModuleType("_assay")
    package.__path__ = [str(HERE.parent)]
    sys.modules["_assay"] = package
    from _assay.zygote.session import run

    run(sys.argv[1], int(sys.argv[2]))


if __name__ == "__main__":
    enter()
