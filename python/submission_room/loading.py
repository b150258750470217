"""Loads the submission's files in the other ways that tests use: from a path, as a program, under another name.

The exam room asks for these operations through the window.
"""

import importlib.util
import itertools
import runpy
import sys
import types
from pathlib import Path
from typing import Any

from ..window import Peer

_NUMBERS = itertools.count(1)


class Loading:
    """Loads files below `work`; what was loaded is kept in `sys.modules` under the returned key."""

    def __init__(self, work: Path) -> None:
        self._work = work

    def offer(self, peer: Peer) -> None:
        """Register the operations."""
        peer.register("load_file", self.load_file)
        peer.register("run_file", self.run_file)
        peer.register("run_module", self.run_module)

    def load_file(self, name: str, path: str) -> str:
        """Execute the file at `path` (relative to the submission) as module `name`."""
        spec = importlib.util.spec_from_file_location(name, self._work / path)
        if spec is None or spec.loader is None:
            raise ImportError(f"`{path}` is no Python file", name=name)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return _kept(module)

    def run_file(self, path: str, run_name: str) -> str:
        """`runpy.run_path` of a file of the submission; its names are kept as a module."""
        return _as_module(runpy.run_path(str(self._work / path), run_name=run_name), run_name)

    def run_module(self, name: str, run_name: str) -> str:
        """`runpy.run_module` of a module of the submission; its names are kept as a module."""
        return _as_module(runpy.run_module(name, run_name=run_name), run_name)


def _as_module(names: dict[str, Any], run_name: str) -> str:
    module = types.ModuleType(run_name)
    vars(module).update(names)
    return _kept(module)


def _kept(module: types.ModuleType) -> str:
    key = f"_assay_loaded_{next(_NUMBERS)}"
    sys.modules[key] = module
    return key
