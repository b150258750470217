"""The submission's text, for tests that look at it: `open("solution.py")`, `Path.read_text`, `inspect.getsource`.

It is served read-only from the room's copy of the submission's files, where the exam has no such file itself. That text
is never executed in this room: an audit hook refuses to run code whose functions are those of the submission.
"""

import ast
import builtins
import inspect
import io
import linecache
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from ..window import is_stand_in

if TYPE_CHECKING:
    from .image import Image

Fingerprint = tuple[bytes, tuple[str, ...], tuple[str, ...]]


class Sources:
    """The read-only copy of the submission's files."""

    def __init__(self, source: Path, work: Path, image: "Image | None" = None) -> None:
        self._image = image
        self._source = str(source)
        self._work = str(work)
        self._stat = os.stat
        self._join = os.path.join
        self._plain_open = io.open
        self.served = False

    def install(self) -> None:
        """Let reading functions fall back to the submission's files, and guard against executing them."""
        io.open = builtins.open = self._opening(self._plain_open)
        os.stat = self._stating(os.stat)
        guard = Guard(Path(self._source), self._plain_open)
        sys.addaudithook(lambda event, args: guard.check(args[0]) if event == "exec" and self.served else None)

    def locate(self, path: Any) -> str | None:
        """The copy of the submission's file that `path` means, or None when it means no such file."""
        if not isinstance(path, str | PurePath):
            return None
        text = os.fspath(path)
        if type(text) is not str:
            return None
        absolute = os.path.normpath(self._join(self._getcwd(), text))
        if not absolute.startswith(f"{self._work}/") or not self._test_asks():
            return None
        if self._image is not None and not self._image.is_room:
            self._image.give_up(f"`{absolute}` is looked for while the exam is collected")
        copy = self._source + absolute[len(self._work) :]
        try:
            self._stat(copy)
        except OSError:
            return None
        return copy

    def relative(self, path: Any) -> str | None:
        """`path` relative to the submission's folder when it means a file of the submission that the exam lacks."""
        try:
            self._stat(path)
        except OSError:
            copy = self.locate(path)
            return None if copy is None else copy[len(self._source) + 1 :]
        except (TypeError, ValueError):
            return None
        return None

    def is_exams(self, path: Any) -> bool:
        """Whether the exam itself has something at `path`."""
        try:
            self._stat(path)
        except OSError:
            return False
        return True

    def text_of(self, copy: str) -> str:
        """The text of a copied file."""
        self.served = True
        with self._plain_open(copy, encoding="utf-8", errors="replace") as file:
            return file.read()

    def module_file(self, name: str) -> str | None:
        """The copy of the file that defines module `name` of the submission."""
        base = name.replace(".", "/")
        for root in (self._source, f"{self._source}/src"):
            for file in (f"{root}/{base}.py", f"{root}/{base}/__init__.py"):
                if os.path.isfile(file):
                    return file
        return None

    def _test_asks(self) -> bool:
        """Whether a test looks for the file, perhaps through a library; pytest itself never finds one."""
        frame = sys._getframe(1)
        while frame is not None:
            file = frame.f_code.co_filename
            if file.startswith(self._work):
                return True
            if "/_pytest/" in file or "/pluggy/" in file:
                return False
            frame = frame.f_back
        return False

    def _getcwd(self) -> str:
        try:
            return os.getcwd()
        except OSError:
            return "/"

    def _opening(self, plain: Any) -> Any:
        def open(file: Any, mode: str = "r", *args: Any, **keywords: Any) -> Any:
            try:
                return plain(file, mode, *args, **keywords)
            except FileNotFoundError:
                copy = None if set(mode) & set("wax+") else self.locate(file)
                if copy is None:
                    raise
                self.served = True
            return plain(copy, mode, *args, **keywords)

        open.__doc__ = plain.__doc__
        return open

    def _stating(self, plain: Any) -> Any:
        def stat(path: Any, **keywords: Any) -> Any:
            try:
                return plain(path, **keywords)
            except FileNotFoundError:
                copy = self.locate(path)
                if copy is None:
                    raise
            return plain(copy, **keywords)

        stat.__doc__ = plain.__doc__
        return stat


class Guard:
    """Refuses code that holds a function or module body of the submission."""

    def __init__(self, source: Path, plain_open: Any) -> None:
        self._source = source
        self._open = plain_open
        self._known: set[Fingerprint] | None = None

    def check(self, code: types.CodeType) -> None:
        """Raise `PermissionError` when `code` is the submission's."""
        if self._known is None:
            self._known = set()
            self._known = self._learn()
        if any(_fingerprint(part) in self._known for part in _parts(code)):
            raise PermissionError("the submission's code is not executed in the exam room: import it instead")

    def _learn(self) -> set[Fingerprint]:
        known = set()
        for file in self._source.rglob("*.py"):
            with self._open(file, "rb") as stream:
                text = stream.read()
            try:
                parts = list(_parts(compile(text, str(file), "exec", dont_inherit=True)))
            except (SyntaxError, ValueError, RecursionError):
                continue
            known |= {_fingerprint(part) for part in parts if len(part.co_code) > 24}
        return known


def _parts(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _parts(constant)


def _fingerprint(code: types.CodeType) -> Fingerprint:
    constants = tuple(repr(each) for each in code.co_consts if not isinstance(each, types.CodeType))
    return (code.co_code, code.co_names, constants)


class Inspecting:
    """Answers `inspect`'s questions about stand-ins from the text, trusting the room only for the name."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    def install(self) -> None:
        """Route the functions of `inspect` that look for source."""
        plain = {name: getattr(inspect, name) for name in ("getfile", "getsourcefile", "getsourcelines", "findsource")}
        inspect.getfile = lambda value: self._file(value) if is_stand_in(value) else plain["getfile"](value)
        inspect.getsourcefile = lambda value: self._file(value) if is_stand_in(value) else plain["getsourcefile"](value)
        inspect.getsourcelines = lambda value: (
            self._lines(value) if is_stand_in(value) else plain["getsourcelines"](value)
        )
        inspect.findsource = lambda value: self._all_lines(value) if is_stand_in(value) else plain["findsource"](value)

    def _file(self, value: Any) -> str:
        file = self._sources.module_file(_module_name(value))
        if file is None:
            raise TypeError(f"{value!r} has no source file in the submission")
        return file

    def _all_lines(self, value: Any) -> tuple[list[str], int]:
        text = self._sources.text_of(self._file(value))
        linecache.checkcache()
        return text.splitlines(keepends=True), max(self._place(value, text)[0] - 1, 0)

    def _lines(self, value: Any) -> tuple[list[str], int]:
        text = self._sources.text_of(self._file(value))
        lines = text.splitlines(keepends=True)
        if isinstance(value, types.ModuleType):
            return lines, 0
        first, last = self._place(value, text)
        return lines[first - 1 : last], first

    def _place(self, value: Any, text: str) -> tuple[int, int]:
        if isinstance(value, types.ModuleType):
            return 1, len(text.splitlines())
        node: Any = ast.parse(text)
        for part in str(value.__qualname__).split("."):
            if part != "<locals>":
                node = _definition(node, part)
        decorators = [each.lineno for each in node.decorator_list]
        return min([node.lineno, *decorators]), node.end_lineno


def _definition(node: ast.AST, name: str) -> Any:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found = [each for each in ast.walk(node) if isinstance(each, kinds) and each.name == name]
    if not found:
        raise OSError(f"could not find the definition of `{name}`")
    return found[0]


def _module_name(value: Any) -> str:
    return str(value.__name__ if isinstance(value, types.ModuleType) else value.__module__)
