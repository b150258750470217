"""Exceptions across the window: the same object both ways, by their own class where that's a listed one.

Built-in and listed library errors become the real class; the submission's own classes are mirrored onto their built-in
bases. `SystemExit` becomes a subclass that carries the code; interrupts and test frameworks' signals never become real.
Tracebacks don't cross, only the lines in the submission's own files.
"""

import linecache
import os
import traceback

from .codec import Reader, Writer
from .definitions import write_class
from .handles import Handle
from .limits import Tampering
from .names import NEVER, name_of
from .stand_ins import OWN, MirrorBase

FRAMES = 20
"""Most lines of the submission's files that are told of one exception."""
UNTOLD_STATE = frozenset({"__notes__", OWN, "__assay_location__"})


class SubmissionExit(SystemExit):
    """The submission called for the end of the program; only its own room may end."""


class SubmissionInterrupt(Exception):
    """The submission raised what only an interpreter may raise."""


def substitute(form: tuple) -> type | None:
    """The class in place of one that the other side's must never become."""
    name, _, module = form[:3]
    if module != "builtins" or name not in NEVER:
        return None
    return {"SystemExit": SubmissionExit, "BaseExceptionGroup": ExceptionGroup}.get(name, SubmissionInterrupt)


def define(peer, writer: Writer, error: BaseException) -> list:
    """Class, arguments, chain and place of an exception."""
    writer.deeper()
    kind = type(error)
    name = name_of(kind, peer.is_exam, peer.sealed)
    hidden = peer.is_exam and kind is AssertionError
    form = [
        ["N", *name] if name is not None else write_class(peer, writer, kind),
        writer.items(() if hidden else _safe_args(error)),
        writer.value(None if peer.is_exam else error.__cause__),
        writer.value(None if peer.is_exam else error.__context__),
        error.__suppress_context__,
        writer.items([note for note in getattr(error, "__notes__", ()) if type(note) is str]),
        [] if peer.is_exam else _location(error, peer.source_folder),
        writer.items(_state(error) if name is not None and not hidden else ()),
    ]
    writer.depth -= 1
    return form


def _safe_args(error: BaseException) -> tuple:
    if isinstance(error, BaseExceptionGroup):
        return (error.message, tuple(error.exceptions))
    return tuple(error.args)


def _state(error: BaseException) -> list:
    """The attributes of an exception of a listed class, name and value in turn."""
    state: list = []
    for name, value in vars(error).items():
        if name not in UNTOLD_STATE:
            state += (name, value)
    return state


def _location(error: BaseException, folder: str) -> list:
    """The lines of the submission's own files that the exception passed, outermost first."""
    lines = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        if code.co_filename.startswith(folder):
            text = linecache.getline(code.co_filename, line or 0).strip()
            lines.append([os.path.relpath(code.co_filename, folder), line or 0, code.co_name, text])
    if isinstance(error, SyntaxError) and type(error.filename) is str and error.filename.startswith(folder):
        lines.append([os.path.relpath(error.filename, folder), _or(error.lineno, 1), "<module>", _or(error.text, "").strip()])
    return lines[-FRAMES:]


def _or(value: object, default: object) -> object:
    return value if type(value) is type(default) else default


def parts(reader: Reader, kind: object, args: list, cause: object, context: object, suppress: object, *rest: list) -> tuple:
    """Read a definition; see `define`."""
    notes, location, state = rest
    found = reader.value(kind)
    if not (isinstance(found, type) and issubclass(found, BaseException)):
        raise Tampering("an exception of a class that is none")
    values = reader.items(state)
    chain = (reader.value(cause), reader.value(context))
    if any(each is not None and not isinstance(each, BaseException) for each in chain):
        raise Tampering("an exception caused by something else")
    places = [(str(file), int(line), str(function), str(text)) for file, line, function, text in location]
    attributes = dict(zip(map(str, values[::2]), values[1::2], strict=True))
    return found, tuple(reader.items(args)), chain, bool(suppress), reader.items(notes), places, attributes


def build(
    handle: Handle, kind: type, args: tuple, chain: tuple, suppress: bool, notes: list, places: list, attributes: dict
) -> BaseException:
    """The local exception object."""
    real = next(base for base in kind.__mro__ if not isinstance(base, MirrorBase) and issubclass(base, BaseException))
    error = _create(kind, real, args)
    BaseException.__setattr__(error, "__cause__", chain[0])
    BaseException.__setattr__(error, "__context__", chain[1])
    BaseException.__setattr__(error, "__suppress_context__", suppress)
    state = BaseException.__getattribute__(error, "__dict__") if kind is real else None
    own = object.__setattr__
    if state is not None:
        state.update({name: value for name, value in attributes.items() if not name.startswith("__")})
    if notes:
        own(error, "__notes__", [str(note) for note in notes])
    own(error, OWN, handle)
    own(error, "__assay_location__", places)
    return error


def _create(kind: type, real: type, args: tuple) -> BaseException:
    if issubclass(real, BaseExceptionGroup):
        return real.__new__(kind, *args)
    try:
        error = real.__new__(kind, *args)
        next(base for base in real.__mro__ if base.__module__ == "builtins").__init__(error, *args)
    except Exception:
        error = BaseException.__new__(kind)
    BaseException.__setattr__(error, "args", args)
    return error
