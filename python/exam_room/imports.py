"""The import hook: what the exam imports and does not have itself comes from the submission, as a stand-in.

A name resolves in this order: a start module; a file of the exam, the standard library or the environment; else the
submission. So a submission can never shadow pytest, the standard library or a module of the exam. Nothing of the
submission is executed in this process: a loader here only asks the submission room to import.
"""

import builtins
import contextlib
import importlib
import os
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ..window import Peer, is_stand_in
from . import promises
from .config import Config
from .placeholders import PlaceholderModule

if TYPE_CHECKING:
    from .image import Image

NEVER_FOREIGN = frozenset(sys.builtin_module_names) | {"pytest", "_pytest", "pluggy", "unittest", "importlib", "_assay"}

GO_BETWEEN = (
    __file__,
    promises.__file__,
    "importlib/__init__.py",
    "importlib/util.py",
    "pkgutil.py",
    "unittest/mock.py",
    "_pytest/monkeypatch.py",
    "_pytest/outcomes.py",
)


class StandInLoader:
    """Puts the submission's module, or a placeholder for it, in the place of the fresh module."""

    def __init__(self, imports: "Imports") -> None:
        self._imports = imports

    def create_module(self, _spec: ModuleSpec) -> None:
        """Let the import system make an empty module; `exec_module` replaces it."""

    def exec_module(self, module: ModuleType) -> None:
        """Ask the submission room for the module; raises what its import raised."""
        spec = module.__spec__
        found = self._imports.obtain(spec.loader_state or spec.name)
        vars(found)["__spec__"] = spec
        sys.modules[spec.name] = found


class Imports:
    """Decides for each import where it comes from, and remembers what came from the submission."""

    def __init__(self, peer: Peer, config: Config, image: "Image | None" = None) -> None:
        self._peer = peer
        self._config = config
        self._image = image
        self._loader = StandInLoader(self)
        self._placing = False
        self._home = f"{config.work}/"
        self._after: dict[str, Callable[[ModuleType], None]] = {}
        self._start = {name for name in config.start_modules if name not in NEVER_FOREIGN}
        self._offered = set(config.offered or ()) | _offered(config.source) | _offered(config.source / "src")
        self.offered = frozenset(self._offered)
        self.errors: list[tuple[str, BaseException]] = []
        self.names: set[str] = set()

    def install(self) -> None:
        """Take the first and the last place among the finders, and route `importlib.reload`."""
        sys.meta_path.insert(0, FirstFinder(self))
        sys.meta_path.append(LastFinder(self))
        self._route_reload()
        known = {name for name in self._start if name in sys.modules or PathFinder.find_spec(name) is not None}
        if known and self._image is not None:
            self._image.give_up(f"Python has modules of the submission's names: {', '.join(sorted(known))}")
        if known:
            self._route_known(known)
        if self._image is not None:
            self._image.book.open()

    def first(self, name: str, path: Any) -> ModuleSpec | None:
        """Answer for parts of stand-ins, for awaited modules and for packages that only look like the exam's."""
        top = name.partition(".")[0]
        if name != top and top in self.names:
            return self._local_part(name) or self.foreign(name)
        if name in self._after:
            return self._watched(name, path)
        if name == top and self._only_a_folder(name):
            return self.foreign(name)
        return None

    def last(self, name: str, path: Any) -> ModuleSpec | None:
        """Answer for what nobody else knows: the submission's, if it has such a file and the exam's code asks."""
        name_there = self._name_there(name, path)
        if name_there.partition(".")[0] not in self._offered and not self._placing:
            return None
        return self.foreign(name, name_there) if self._exam_asks() else None

    def _name_there(self, name: str, path: Any) -> str:
        """What the submission calls a module that was looked for in a folder of the exam, as relative imports do."""
        folder = next(iter(path or ()), None)
        if folder is None or not f"{folder}/".startswith(self._home):
            return name
        return ".".join((*Path(folder).relative_to(self._config.work).parts, name.rpartition(".")[2]))

    def foreign(self, name: str, name_there: str | None = None) -> ModuleSpec:
        """A spec that gets `name` from the submission, where it may have another name."""
        return ModuleSpec(name, self._loader, origin="the submission", loader_state=name_there or name)

    def obtain(self, name: str) -> ModuleType:
        """The stand-in of module `name`, or a placeholder while placeholders are asked for."""
        if self._placing:
            return PlaceholderModule(name)
        self.names.add(name.partition(".")[0])
        if self._image is not None:
            return self._image.book.module(name)
        try:
            return self._peer.import_module(name)
        except BaseException as error:
            self.errors.append((name, error))
            raise

    def keep_promises(self) -> None:
        """From now on the submission is there."""
        self._image = None
        self.names.clear()

    def after_import(self, name: str, callback: Callable[[ModuleType], None]) -> None:
        """Call `callback(module)` once module `name` has been loaded (at once, when it already is)."""
        if name in sys.modules:
            callback(sys.modules[name])
        else:
            self._after[name] = callback

    @contextlib.contextmanager
    def placeholders(self) -> Iterator[None]:
        """While active, modules of the submission are placeholders; what was imported before is put back after."""
        taken = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in self.names}
        for name in taken:
            del sys.modules[name]
        self._placing = True
        try:
            yield
        finally:
            self._placing = False
            for name in [name for name, module in sys.modules.items() if isinstance(module, PlaceholderModule)]:
                del sys.modules[name]
            sys.modules.update(taken)

    def _local_part(self, name: str) -> ModuleSpec | None:
        base = self._config.work.joinpath(*name.split("."))
        for file in (base / "__init__.py", base.with_suffix(".py")):
            # Not `is_file`: for tests it also finds the submission's files.
            if os.access(file, os.R_OK):
                return spec_from_file_location(name, file)
        return None

    def _only_a_folder(self, name: str) -> bool:
        """Whether the exam has a mere folder of that name while the submission has the module."""
        if name not in self._offered or name in self.names:
            return name in self.names
        spec = PathFinder.find_spec(name)
        return spec is not None and spec.origin is None and self._exam_asks()

    def _exam_asks(self) -> bool:
        """Whether the import under way was written in a file of the exam (or made for it by pytest or mock)."""
        frame = sys._getframe(1)
        while frame is not None:
            file = frame.f_globals.get("__file__") or ""
            if file.startswith(self._home):
                return True
            if file and not file.endswith(GO_BETWEEN) and "importlib" not in frame.f_code.co_filename:
                return False
            frame = frame.f_back
        return False

    def _watched(self, name: str, path: Any) -> ModuleSpec | None:
        callback = self._after.pop(name)
        for finder in sys.meta_path:
            spec = None if isinstance(finder, FirstFinder) else finder.find_spec(name, path)
            if spec is not None:
                _call_after_load(spec, callback)
                return spec
        return None

    def _route_reload(self) -> None:
        plain = importlib.reload

        def reload(module: ModuleType) -> ModuleType:
            if not is_stand_in(module):
                return plain(module)
            self._peer.reload(module)
            return module

        importlib.reload = reload

    def _route_known(self, known: set[str]) -> None:
        """Serve start modules named like a module that Python has already: for the exam's own files only."""
        plain, modules = builtins.__import__, {}

        def route(name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
            if level or name not in known or not self._from_exam(globals):
                return plain(name, globals, locals, fromlist, level)
            if name not in modules:
                modules[name] = self.obtain(name)
            return modules[name]

        builtins.__import__ = route

    def _from_exam(self, names: Any) -> bool:
        file = (names or {}).get("__file__")
        return isinstance(file, str) and Path(file).is_relative_to(self._config.work)


class FirstFinder:
    """Asked before all others."""

    def __init__(self, imports: Imports) -> None:
        self._imports = imports

    def find_spec(self, name: str, path: Any = None, _target: Any = None) -> ModuleSpec | None:
        """See `Imports.first`."""
        return self._imports.first(name, path)


class LastFinder:
    """Asked when nobody else knows the module: then it is the submission's."""

    def __init__(self, imports: Imports) -> None:
        self._imports = imports

    def find_spec(self, name: str, path: Any = None, _target: Any = None) -> ModuleSpec | None:
        """See `Imports.last`."""
        return self._imports.last(name, path)


def _offered(folder: Path) -> set[str]:
    """Names of the top-level modules and packages among the submission's files."""
    if not folder.is_dir():
        return set()
    return {
        entry.name.partition(".")[0] for entry in folder.iterdir() if entry.is_dir() or entry.suffix in (".py", ".so")
    }


def _call_after_load(spec: ModuleSpec, callback: Callable[[ModuleType], None]) -> None:
    execute = spec.loader.exec_module

    def exec_module(module: ModuleType) -> None:
        execute(module)
        callback(module)

    spec.loader.exec_module = exec_module
