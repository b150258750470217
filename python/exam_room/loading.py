"""Routes the other ways of loading a file of the submission to its room: by path, as a program, by `runpy`."""

import importlib.machinery
import importlib.util
import os
import runpy
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from ..window import Peer, is_stand_in
from .sources import Sources


class PathLoader:
    """Executes a file of the submission over there; executing it again loads it anew."""

    def __init__(self, loading: "Loading", relative: str) -> None:
        self._loading = loading
        self._relative = relative

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """A module whose names arrive when it is executed."""
        return LateModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Load the file in the submission room; raises what that raises."""
        name = vars(module)["__name__"]
        vars(module)["_assay_late"] = self._loading.load(name, self._relative)


class LateModule(ModuleType):
    """A module that hands everything on to the stand-in that was loaded for it."""

    def __getattr__(self, name: str) -> Any:
        late = vars(self).get("_assay_late")
        if late is None:
            raise AttributeError(f"module `{vars(self)['__name__']}` has no attribute `{name}`")
        return getattr(late, name)

    def __setattr__(self, name: str, value: Any) -> None:
        late = vars(self).get("_assay_late")
        if late is None or name.startswith("__"):
            vars(self)[name] = value
        else:
            setattr(late, name, value)

    def __delattr__(self, name: str) -> None:
        if name in vars(self):
            del vars(self)[name]
        else:
            delattr(vars(self).get("_assay_late", object()), name)

    def __dir__(self) -> list[str]:
        return dir(vars(self).get("_assay_late", object()))


class Loading:
    """Knows which paths mean files of the submission."""

    def __init__(self, peer: Peer, sources: Sources) -> None:
        self._peer = peer
        self._sources = sources

    def install(self) -> None:
        """Route `spec_from_file_location`, `SourceFileLoader`, `runpy.run_path` and `runpy.run_module`."""
        self._route_specs()
        self._route_runpy()

    def load(self, name: str, relative: str) -> ModuleType:
        """The stand-in of a file loaded as module `name`."""
        return self._peer.import_module(self._peer.ask("load_file", name, relative))

    def _names(self, key: str) -> dict[str, Any]:
        module = self._peer.import_module(key)
        return {name: getattr(module, name) for name in dir(module)}

    def _route_specs(self) -> None:
        plain = importlib.util.spec_from_file_location

        def spec_from_file_location(name: str, location: Any = None, **keywords: Any) -> ModuleSpec | None:
            relative = self._sources.relative(location)
            if relative is None:
                return plain(name, location, **keywords)
            return ModuleSpec(name, PathLoader(self, relative), origin=str(location))

        importlib.util.spec_from_file_location = spec_from_file_location
        importlib.machinery.SourceFileLoader.__new__ = self._new_loader

    def _new_loader(self, cls: type, name: str = "", path: Any = None) -> Any:
        relative = self._sources.relative(path)
        return object.__new__(cls) if relative is None else FullLoader(self, relative, name)

    def _route_runpy(self) -> None:
        plain_path, plain_module = runpy.run_path, runpy.run_module

        def run_path(path_name: Any, init_globals: Any = None, run_name: str | None = None) -> dict[str, Any]:
            relative = self._sources.relative(path_name)
            if relative is None:
                return plain_path(path_name, init_globals, run_name)
            return self._names(self._peer.ask("run_file", relative, run_name or "<run_path>"))

        def run_module(
            mod_name: str, init_globals: Any = None, run_name: str | None = None, alter_sys: bool = False
        ) -> Any:
            spec = None if mod_name in sys.modules else importlib.util.find_spec(mod_name)
            foreign = is_stand_in(sys.modules.get(mod_name)) or (spec is not None and spec.origin == "the submission")
            if not foreign:
                return plain_module(mod_name, init_globals, run_name, alter_sys)
            return self._names(self._peer.ask("run_module", mod_name, run_name or mod_name))

        runpy.run_path, runpy.run_module = run_path, run_module


class FullLoader(PathLoader):
    """A `PathLoader` with the older method that returns a loaded module."""

    def __init__(self, loading: Loading, relative: str, name: str) -> None:
        super().__init__(loading, relative)
        self.name = name
        self.path = os.fspath(relative)

    def load_module(self, _name: str | None = None) -> ModuleType:
        """Load and enter into `sys.modules`."""
        module = self._loading.load(self.name, self._relative)
        sys.modules[self.name] = module
        return module
