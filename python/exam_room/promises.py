"""Promises: what an exam image's test files see in place of a submission that is not there yet.

A test file may take names (`from solution import price`) and nothing more: each name is a promise, which every fork of
the image replaces in the test files' namespaces by the submission's own. Whoever uses one while the exam is collected
(calls it, subclasses it, puts it into a list of parameters) gives the image up, and the exam takes the full way.
"""

import builtins
import dis
import gc
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import resolve_name
from types import ModuleType
from typing import Any, NoReturn

from ..window.star import imports_all

GiveUp = Callable[[str], NoReturn]
OPERATORS = (
    "call iter next len bool int float complex index hash eq ne lt le gt ge contains enter exit aenter aexit await aiter anext "
    "getitem setitem delitem add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow matmul rmatmul "
    "and rand or ror xor rxor lshift rlshift rshift rrshift neg pos abs invert round trunc floor ceil divmod rdivmod "
    "mro_entries str repr format bytes fspath reversed get set delete dir copy deepcopy reduce reduce_ex instancecheck "
    "subclasscheck missing setattr delattr"
).split()


@dataclass(frozen=True)
class Statement:
    """An import statement of one of the exam's files that met the submission."""

    file: str
    name: str
    names: tuple[str, ...] | None
    level: int

    def module(self, space: dict[str, Any]) -> str:
        """The full name of the module, for a file with namespace `space`."""
        return resolve_name("." * self.level + self.name, space.get("__package__"))


class Promise:
    """A name of a module of the submission."""

    __slots__ = ("_give_up", "_home", "module", "name", "is_attribute")

    def __init__(self, give_up: GiveUp, home: str, module: str, name: str, is_attribute: bool) -> None:
        for key, value in (("_give_up", give_up), ("_home", home), ("module", module), ("name", name)):
            object.__setattr__(self, key, value)
        object.__setattr__(self, "is_attribute", is_attribute)

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("__", "pytest", "_pytest")) and not _exam_looks(self._home):
            raise AttributeError(name)
        self._give_up(f"attribute `{name}` of `{self.module}.{self.name}` is read while the exam is collected")

    @property
    def __class__(self) -> Any:
        if _exam_looks(self._home):
            self._give_up(f"the class of `{self.module}.{self.name}` is asked for while the exam is collected")
        return Promise


def _refusing(operator: str) -> Any:
    def refuse(self: Promise, *_args: Any, **_keywords: Any) -> NoReturn:
        self._give_up(f"`{self.module}.{self.name}` is used ({operator}) while the exam is collected")

    refuse.__name__ = f"__{operator}__"
    return refuse


for _operator in OPERATORS:
    setattr(Promise, f"__{_operator}__", _refusing(_operator))


class PromisedModule(ModuleType):
    """A module of the submission; each of its names is a promise."""

    def __init__(self, name: str, book: "Book") -> None:
        super().__init__(name)
        vars(self).update(__path__=[], _assay_book=book, _assay_taken={})

    def __getattr__(self, name: str) -> Any:
        book, taken = vars(self)["_assay_book"], vars(self)["_assay_taken"]
        frame = sys._getframe(1)
        if name.startswith("__"):
            if _exam_looks(book.home) or (name == "__all__" and imports_all(frame)):
                book.give_up(f"`{name}` of module `{self.__name__}` is read while the exam is collected")
            raise AttributeError(name)
        if name not in taken:
            # A name that is taken by an import statement fails as one when it is not there.
            is_attribute = dis.opname[frame.f_code.co_code[frame.f_lasti]] != "IMPORT_FROM" and not _imports(frame)
            module = vars(self)["__spec__"].name
            taken[name] = book.promise(module, name, is_attribute)
        return taken[name]


class Book:
    """All promises of an image, and the import statements by which its files took them."""

    def __init__(self, give_up: GiveUp, home: str) -> None:
        self.give_up = give_up
        self.home = home
        self.statements: list[Statement] = []
        self._promises: list[Promise] = []
        self._plain = builtins.__import__
        self._depth = 0

    def open(self) -> None:
        """Note import statements from now on."""
        builtins.__import__ = self._noting

    def close(self) -> None:
        """Note no more of them."""
        builtins.__import__ = self._plain

    def module(self, name: str) -> PromisedModule:
        """A promised module, for an import statement of one of the exam's files."""
        if not self._depth:
            self.give_up(f"`{name}` is imported by other means than an import statement while the exam is collected")
        return PromisedModule(name, self)

    def promise(self, module: str, name: str, is_attribute: bool) -> Promise:
        """A new promise."""
        made = Promise(self.give_up, self.home, module, name, is_attribute)
        self._promises.append(made)
        return made

    def are_only_in(self, spaces: list[dict[str, Any]]) -> bool:
        """Whether no promise is held by anything but these namespaces and this book."""
        modules = [module for module in sys.modules.values() if type(module) is PromisedModule]
        taken = [vars(module)["_assay_taken"] for module in modules]
        allowed = {id(space) for space in (*spaces, *taken)} | {id(self._promises)}
        return all(
            id(holder) in allowed or isinstance(holder, types.FrameType)
            for promise in self._promises
            for holder in gc.get_referrers(promise)
        )

    def _noting(self, name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
        file = str((globals or {}).get("__file__") or "")
        if not file.startswith(self.home):
            return self._plain(name, globals, locals, fromlist, level)
        self._depth += 1
        try:
            found = self._plain(name, globals, locals, fromlist, level)
        finally:
            self._depth -= 1
        names = tuple(fromlist) if fromlist else None
        parts = [vars(found).get(each) for each in names or ()] if isinstance(found, ModuleType) else []
        if any(type(each) is PromisedModule for each in (found, *parts)):
            self.statements.append(Statement(file, name, names, level))
        return found


def redeem(statement: Statement, space: dict[str, Any]) -> dict[str, Any]:
    """Execute an import statement again, as in namespace `space`; the names that it binds. Raises what it raises."""
    dots = "." * statement.level
    if statement.names is None:
        text = f"import {statement.name}"
    else:
        text = f"from {dots}{statement.name} import {', '.join(statement.names)}"
    own = {key: space[key] for key in ("__name__", "__package__", "__spec__", "__file__", "__path__") if key in space}
    exec(compile(text, statement.file, "exec", dont_inherit=True), own)
    return {key: value for key, value in own.items() if key not in space or not key.startswith("__")}


def _exam_looks(home: str) -> bool:
    """Whether a file of the exam, and not pytest on its own behalf, asks for what is being asked for."""
    frame: Any = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(home):
            return True
        if "/_pytest/" in file or "/pluggy/" in file:
            return False
        frame = frame.f_back
    return False


def _imports(frame: types.FrameType) -> bool:
    return frame.f_code.co_filename.startswith("<frozen importlib")
