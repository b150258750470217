"""The modules `assay.*`: words that exams of some kinds import, such as `from assay.answers import Number`.

They stand in `sys.modules` from the start and load what they offer when it is first asked for. A module `assay` that a
submission adds is never met; only an exam or a task whose own work has that name keeps it.
"""

import importlib
import sys
import types
from typing import Any

from ..config import Config

OFFERED = {
    "answers": "_assay.exam_room.kinds.answers.words",
    "figure": "_assay.exam_room.kinds.figure.words",
    "review": "_assay.exam_room.kinds.review",
    "speed": "_assay.exam_room.kinds.speed.words",
}
"""Name below `assay` -> the module of this room whose `__all__` it offers."""


class Offered(types.ModuleType):
    """A module that takes its names from another one, loaded at the first question."""

    def __init__(self, name: str, target: str) -> None:
        super().__init__(name, f"Words for exams, from `{target}`.")
        self.__target__ = target

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__all__":
            raise AttributeError(f"module `{self.__name__}` has no attribute `{name}`")
        source = importlib.import_module(self.__target__)
        if name != "__all__" and name not in source.__all__:
            raise AttributeError(f"module `{self.__name__}` has no attribute `{name}`; it offers {', '.join(source.__all__)}")
        return getattr(source, name)


def install(config: Config) -> None:
    """Put the modules in their places."""
    if "assay" in config.start_modules or any((config.exam / name).exists() for name in ("assay", "assay.py")):
        return
    top = types.ModuleType("assay", "Words for exams; see docs/authoring.")
    top.__path__ = []
    sys.modules["assay"] = top
    for name, target in OFFERED.items():
        sys.modules[f"assay.{name}"] = Offered(f"assay.{name}", target)
        setattr(top, name, sys.modules[f"assay.{name}"])
