"""The program under test, for tests that a candidate wrote: its modules live in memory only, and stay unreadable.

Its sources are read once, before the first request; afterwards no code in this room can open them, `/proc` or the
rooms' own files, or start a program (an audit hook cannot be taken out). Data files lie in the working directory.
"""

import importlib.abc
import importlib.machinery
import os
import shutil
import sys
import types
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..window import sealed

STARTS = ("subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "pty.", "ctypes.", "gc.get")
PATHS = frozenset({"open", "os.listdir", "os.scandir", "os.link", "os.symlink", "os.rename", "shutil.copyfile", "glob.glob"})


class MemoryFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the program's modules among the texts that were read; tells nobody their source."""

    def __init__(self, texts: dict[str, tuple[str, bytes]]) -> None:
        self._texts = texts

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of a module of the program."""
        if name not in self._texts:
            return None
        file = self._texts[name][0]
        spec = importlib.machinery.ModuleSpec(name, self, origin=file, is_package=file.endswith("/__init__.py"))
        spec.has_location = True
        return spec

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """Let the import system make the module."""

    def exec_module(self, module: types.ModuleType) -> None:
        """Run the module's text."""
        file, text = self._texts[module.__name__]
        exec(compile(text, file, "exec", dont_inherit=True, optimize=0), vars(module))


def fill(source: Path, work: Path) -> None:
    """Take the modules of `source` into memory, copy its other files to `work`, and shut everything else off."""
    texts = {}
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        relative = file.relative_to(source)
        if file.suffix == ".py":
            texts[_module_name(relative)] = (str(work / relative), file.read_bytes())
        else:
            (work / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, work / relative)
    sys.meta_path.insert(0, MemoryFinder(texts))
    sealed.set_program({name.partition(".")[0] for name in texts})
    closed = tuple(os.path.realpath(folder) for folder in (source, "/proc", "/sys"))
    sys.addaudithook(lambda event, args: _watch(event, args, closed))


def _watch(event: str, args: tuple[Any, ...], closed: tuple[str, ...]) -> None:
    if event.startswith(STARTS):
        raise PermissionError(f"`{event}` is refused to a program under test")
    if event not in PATHS:
        return
    for path in args[:2]:
        if isinstance(path, str | bytes | os.PathLike):
            real = os.path.realpath(os.fsdecode(path))
            if any(real == folder or real.startswith(f"{folder}/") for folder in closed):
                raise FileNotFoundError(2, "No such file or directory", os.fsdecode(path))


def _module_name(relative: Path) -> str:
    parts = list(relative.with_suffix("").parts)
    if parts[0] == "src" and len(parts) > 1:
        del parts[0]
    if parts[-1] == "__init__":
        del parts[-1]
    return ".".join(parts)
