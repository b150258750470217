"""Texts that a test evaluates: `eval`, `exec` and `compile` run what the exam's own files say, and nothing else.

A text that isn't written in the exam's files may be the submission's. `eval` then walks it as an expression of values
(`expressions`), `exec` refuses it. Libraries keep the plain functions, except where they run texts for a test.
"""

import __future__

import ast
import builtins
import importlib.machinery
import itertools
import os
import sys
import sysconfig
import tempfile
import textwrap
import types
import weakref
from collections.abc import Callable, Iterator
from importlib import _bootstrap_external as bootstrap
from pathlib import Path
from typing import Any

from ..window import Peer
from .expressions import evaluate

LARGEST_FILE = 1 << 20
TEXTS_OF_LIBRARIES = {"doctest": "example", "timeit": "stmt", "code": "code", "pdb": "line", "bdb": "cmd"}
"""Modules of the standard library that run a text for their caller, and the name of it in their own code."""


class Texts:
    """What the exam's own files say: whole files, and the literals in them."""

    def __init__(self, peer: Peer, exam: Path) -> None:
        self._peer = peer
        self._exam = exam
        self._known: set[str] | None = None
        self._lines: set[str] = set()
        self._programs: set[str] | None = None

    def may_be_foreign(self) -> bool:
        """Whether the submission has been asked for anything yet."""
        return self._peer.touched > 0

    def are_exams(self, text: Any) -> bool:
        """Whether the exam wrote this text; anything counts while the submission has not been asked for anything."""
        if not self.may_be_foreign():
            return True
        if isinstance(text, ast.AST):
            return ast.unparse(text) in self._as_programs()
        if isinstance(text, bytes | bytearray):
            text = bytes(text).decode("utf-8", "replace")
        return isinstance(text, str) and _normal(text) in self._learned()

    def is_exams_file(self, name: str, work: Path) -> bool:
        """Whether the file `name` has been written by the exam."""
        try:
            content = Path(name).read_bytes()
        except OSError:
            return True
        if Path(name).is_relative_to(work):
            original = self._exam / Path(name).relative_to(work)
            if original.is_file() and original.read_bytes() == content:
                return True
        return self.are_exams(content)

    def has_lines(self, text: str) -> bool:
        """Whether each line of `text` stands in one of the exam's files."""
        self._learned()
        return all(line.strip() in self._lines for line in text.splitlines())

    def _learned(self) -> set[str]:
        if self._known is None:
            self._known = set()
            for file in sorted(self._exam.rglob("*")):
                if file.is_file() and not file.is_symlink() and file.stat().st_size <= LARGEST_FILE:
                    self._learn(file, file.read_text("utf-8", "replace"))
        return self._known

    def _learn(self, file: Path, text: str) -> None:
        known = self._known if self._known is not None else set()
        known.add(_normal(text))
        self._lines.update(line.strip().removeprefix(">>> ").removeprefix("... ").strip() for line in text.splitlines())
        known.update(map(_normal, _literals(text) if file.suffix == ".py" else ()))

    def _as_programs(self) -> set[str]:
        """The exam's texts as Python would write them, to compare syntax trees with."""
        if self._programs is None:
            files = [file.read_text("utf-8", "replace") for file in self._exam.rglob("*.py") if file.is_file()]
            texts = itertools.chain(files, *map(_literals, files))
            self._programs = {program for text in texts if (program := _unparsed(text))}
        return self._programs


def _normal(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _unparsed(text: str) -> str | None:
    """The text as Python itself would write it, or None when it is no Python."""
    try:
        return ast.unparse(ast.parse(textwrap.dedent(text)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _literals(text: str) -> Iterator[str]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


class Evaluating:
    """Puts guarded functions in the place of `eval`, `exec` and `compile`."""

    def __init__(self, texts: Texts, work: Path) -> None:
        self._texts = texts
        self._work = work
        self._home = f"{work}/"
        self._shared = f"{tempfile.gettempdir()}/"
        self._libraries = _libraries()
        self._origins: weakref.WeakKeyDictionary[types.CodeType, Any] = weakref.WeakKeyDictionary()
        self._eval, self._exec, self._compile = builtins.eval, builtins.exec, builtins.compile

    def install(self) -> None:
        """Replace the built-in functions, and watch code that runs by other ways."""
        builtins.eval, builtins.exec = self._guarded_eval(), self._guarded_exec()
        builtins.compile = self._guarded_compile()
        handlers: dict[str, Callable[..., None]] = {"exec": self._check_code, "marshal.loads": self._check_marshal}
        handlers["marshal.load"] = self._check_marshal
        sys.addaudithook(lambda event, args: handlers[event](*args) if event in handlers else None)
        _read_no_bytecode(self._is_foreign)

    def _is_library(self, file: str) -> bool:
        return file.startswith(self._libraries) or file.startswith("<frozen ")

    def _is_foreign(self, file: str) -> bool:
        """Whether others than the exam may have written a file: it lies on the shared volume or came back."""
        if self._is_library(file) or not file.startswith(("/", self._home)):
            return False
        return file.startswith((self._home, self._shared))

    def _guarded_eval(self) -> Any:
        def eval(source: Any, /, globals: Any = None, locals: Any = None) -> Any:
            frame = sys._getframe(1)
            space, inner = _namespaces(frame, globals, locals)
            if self._may_run(frame, source):
                return self._eval(source, space, inner)
            given = globals is not None and not _is_of_module(globals)
            return evaluate(self._text(source), {**space, **inner}, given)

        return _named_like(eval, self._eval)

    def _guarded_exec(self) -> Any:
        def exec(source: Any, /, globals: Any = None, locals: Any = None, *, closure: Any = None) -> None:
            frame = sys._getframe(1)
            if not self._may_run(frame, source):
                raise PermissionError(
                    "`exec` of a text that the submission may have written is refused in the exam room: "
                    "write the text in the test, or import the submission's module"
                )
            options = {} if closure is None else {"closure": closure}
            self._exec(source, *_namespaces(frame, globals, locals), **options)

        return _named_like(exec, self._exec)

    def _guarded_compile(self) -> Any:
        def compile(source: Any, filename: Any, mode: Any, *args: Any, **keywords: Any) -> Any:
            frame = sys._getframe(1)
            if len(args) < 2 and not keywords.get("dont_inherit"):
                keywords["flags"] = (args[0] if args else keywords.get("flags", 0)) | _future_flags(frame)
                keywords["dont_inherit"], args = True, ()
            made = self._compile(source, filename, mode, *args, **keywords)
            if type(made) is types.CodeType and not self._may_run(frame, source):
                self._origins[made] = source
            return made

        return _named_like(compile, self._compile)

    def _may_run(self, frame: types.FrameType, source: Any) -> bool:
        """Whether a caller may evaluate this as it is: a library its own texts, a test those of the exam."""
        if self._is_library(frame.f_code.co_filename):
            return True
        if isinstance(source, types.CodeType):
            return source not in self._origins
        return self._texts.are_exams(source)

    def _text(self, source: Any) -> str:
        source = self._origins.get(source, source) if isinstance(source, types.CodeType) else source
        if isinstance(source, ast.AST):
            return ast.unparse(source)
        if isinstance(source, bytes | bytearray | memoryview):
            return bytes(source).decode("utf-8")
        if not isinstance(source, str):
            raise TypeError("eval() arg 1 must be a string, bytes or code object")
        return str.__str__(source)

    def _check_code(self, code: types.CodeType) -> None:
        """Refuse modules that the submission may have written, and texts that a library runs for a test."""
        file = code.co_filename
        if code.co_name == "<module>" and self._is_foreign(file) and not self._texts.is_exams_file(file, self._work):
            raise PermissionError(f"`{file}` may be the submission's work: it is not executed in the exam room")
        caller = _caller()
        name = TEXTS_OF_LIBRARIES.get(str(caller.f_globals.get("__name__")))
        if name is not None:
            found = caller.f_locals.get(name)
            self._check_lines(getattr(found, "source", found))

    def _check_lines(self, text: Any) -> None:
        if isinstance(text, str) and self._texts.may_be_foreign() and not self._texts.has_lines(text):
            raise PermissionError("a text that the submission may have written is not executed in the exam room")

    def _check_marshal(self, *_args: Any) -> None:
        if self._texts.may_be_foreign() and not self._is_library(_caller().f_code.co_filename):
            raise PermissionError("`marshal` is not read in the exam room: the submission may have written it")


def _caller() -> types.FrameType:
    """The frame that runs a text, outside of this module."""
    frame: Any = sys._getframe(1)
    while frame.f_code.co_filename == __file__ and frame.f_back is not None:
        frame = frame.f_back
    return frame


def _libraries() -> tuple[str, ...]:
    """Folders of the standard library, of the environment and of the rooms, each with its end."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    folders = {sysconfig.get_paths()[name] for name in names} | {str(Path(__file__).resolve().parent.parent)}
    return tuple(f"{folder}/" for each in folders for folder in {each, os.path.realpath(each)})


def _namespaces(frame: types.FrameType, globals: Any, locals: Any) -> tuple[Any, Any]:
    space = frame.f_globals if globals is None else globals
    if locals is not None:
        return space, locals
    if globals is not None:
        return space, space
    inner = frame.f_locals
    return space, inner if isinstance(inner, dict) else dict(inner)


def _is_of_module(space: Any) -> bool:
    """Whether a namespace is that of a module, such as `globals()`, and so not made for the text."""
    module = sys.modules.get(space.get("__name__")) if isinstance(space, dict) else None
    return module is not None and vars(module) is space


def _future_flags(frame: types.FrameType) -> int:
    known = 0
    for name in __future__.all_feature_names:
        known |= getattr(__future__, name).compiler_flag
    return frame.f_code.co_flags & known & ~0x10


def _named_like(guarded: Any, plain: Any) -> Any:
    guarded.__qualname__, guarded.__module__, guarded.__doc__ = plain.__name__, "builtins", plain.__doc__
    return guarded


def _read_no_bytecode(is_foreign: Callable[[str], bool]) -> None:
    """Let no module be loaded from compiled code that the submission may have put beside it."""
    plain, load = bootstrap.cache_from_source, importlib.machinery.SourcelessFileLoader.get_code

    def cache_from_source(path: Any, *args: Any, **keywords: Any) -> str:
        if is_foreign(os.fspath(path)):
            raise NotImplementedError
        return plain(path, *args, **keywords)

    def get_code(self: Any, fullname: str) -> Any:
        if is_foreign(self.get_filename(fullname)):
            raise ImportError(f"`{fullname}` is compiled code that the submission may have written", name=fullname)
        return load(self, fullname)

    bootstrap.cache_from_source = cache_from_source
    importlib.machinery.SourcelessFileLoader.get_code = get_code
