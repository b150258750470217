"""What a candidate's tests may ask of a program under test: its behaviour, nothing that tells how it is written.

In a sealed window the exam side runs tests that a candidate wrote. They may import the program's own modules, call what
these offer and read public attributes; not the text, the code, the loader or the globals of anything, no module
through which files, processes or the interpreter could be reached, and no function or class that the program has from a library.
"""

import sys
import types
from collections.abc import Collection, Iterator

from .names import name_of

PROGRAM: set[str] = set()
"""Top-level modules of the program under test; the room's runner fills it."""

TELLING = frozenset(
    """__code__ __globals__ __closure__ __builtins__ __loader__ __spec__ __cached__ __file__ __path__ __dict__ __subclasses__
    __reduce__ __reduce_ex__ __getattribute__ __getstate__ __traceback__ __self__ __func__ __wrapped__ __firstlineno__
    __static_attributes__ gi_frame gi_code gi_yieldfrom cr_frame cr_code cr_origin ag_frame ag_code tb_frame tb_next
    tb_lineno f_back f_globals f_locals f_code f_builtins""".split()
)
"""Attributes that lead from an object to how it is written."""

REFUSED = frozenset(
    "code global load_file run_file run_module start_program run_shell type_hints annotations pickle unpickle reload".split()
)
"""Requests that a program under test never answers."""

OUTSIDE = frozenset(
    """os posix posixpath ntpath sys builtins importlib inspect gc ctypes _ctypes linecache tokenize runpy subprocess
    _posixsubprocess pathlib pkgutil zipimport marshal pickle _pickle dis opcode code codeop traceback io _io codecs mmap
    multiprocessing pty pdb bdb trace tracemalloc faulthandler symtable compileall py_compile shutil glob fnmatch tempfile
    fileinput imp site ast _ast threading _thread socket concurrent signal resource""".split()
)
"""Library modules through which a program's files, memory or interpreter could be reached."""


HARMLESS = frozenset(
    """time random math cmath uuid secrets decimal fractions statistics json re itertools heapq bisect textwrap calendar hashlib
    base64""".split()
)
"""Libraries that run nothing they're given but functions: tests often patch them."""
ROUTINES = (types.FunctionType, types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType, types.ClassMethodDescriptorType)


def set_program(names: Collection[str]) -> None:
    """Name the program's top-level modules."""
    PROGRAM.update(names)


def check_request(name: str, args: list) -> None:
    """Raise an ordinary error for a request that would tell how the program is written."""
    if name in REFUSED:
        raise AttributeError(f"`{name}` isn't possible with a program under test")
    if name == "import" and _top(args[0]) not in PROGRAM:
        raise ModuleNotFoundError(f"No module named '{args[0]}'", name=str(args[0]))
    if name in ("get", "method", "special", "member", "set", "delete"):
        _check_target(args[0])
        _check_name(args[2] if name == "special" else args[1], args[0])
    if name == "method" and isinstance(args[0], types.ModuleType) and _is_tool(getattr(args[0], str(args[1]), None)):
        raise AttributeError(f"`{args[1]}` of a program under test can't be reached")
    if name in ("call", "method", "special", "set", "make_twin") and any(map(_is_tool, _values(args))):
        raise AttributeError("what a program under test has from a library can't be used through it")
    if name == "dir":
        _check_target(args[0])


def check_answer(name: str, answer: object) -> object:
    """The answer of a request, unless it is an object that leads to how the program is written."""
    if isinstance(answer, types.CodeType | types.FrameType | types.TracebackType):
        raise AttributeError("a program under test doesn't show its code")
    if name == "dir":
        return tuple(each for each in answer if each not in TELLING)
    if any(map(_is_tool, _values([answer]))):
        raise AttributeError("what a program under test has from a library isn't told")
    return answer


def offers(module: types.ModuleType, name: str) -> bool:
    """Whether a star import of the program's module may ask for this name."""
    return not any(map(_is_tool, _values([getattr(module, name, None)])))


def _is_tool(value: object) -> bool:
    """Whether this is a function or class of a library that doesn't cross by name: some of them run what they're given.

    `typing.get_type_hints`, `operator.attrgetter` or a helper of `dataclasses` would otherwise be a way to any code at all.
    """
    kind = type(value)
    if not issubclass(kind, type) and kind not in ROUTINES:
        return False
    owner = getattr(value, "__self__", None)
    if owner is not None and not isinstance(owner, types.ModuleType | type):
        return False
    module = type.__getattribute__(value, "__module__") if issubclass(kind, type) else getattr(value, "__module__", None)
    top = _top(module)
    is_operator = top == "_operator" and not issubclass(kind, type)
    if top in PROGRAM or top in HARMLESS or is_operator or not (top in sys.stdlib_module_names or _is_installed(top)):
        return False
    return name_of(value, False, True) is None


def _is_installed(top: str) -> bool:
    file = getattr(sys.modules.get(top), "__file__", None) or ""
    return "/site-packages/" in file


def _values(values: object, depth: int = 0) -> Iterator[object]:
    """The values in the arguments of a request, or in an answer."""
    for value in values:
        if type(value) in (list, tuple) and depth < 3:
            yield from _values(value, depth + 1)
        elif type(value) is dict and depth < 3:
            yield from _values(dict.values(value), depth + 1)
        else:
            yield value


def _check_target(target: object) -> None:
    if isinstance(target, types.ModuleType) and _top(target.__name__) in OUTSIDE:
        raise AttributeError(f"module `{target.__name__}` of a program under test can't be reached")
    if isinstance(target, types.CodeType | types.FrameType | types.TracebackType) or target is sys.modules:
        raise AttributeError("a program under test doesn't show its code")


def _check_name(name: object, target: object) -> None:
    is_private = isinstance(name, str) and name.startswith("_") and not name.endswith("__")
    is_foreign = isinstance(target, types.ModuleType) and _top(target.__name__) not in PROGRAM
    if (str.__str__(name) in TELLING if isinstance(name, str) else True) or (is_private and is_foreign):
        raise AttributeError(f"`{type(target).__name__}` object has no attribute `{name}`")


def _top(name: object) -> str:
    return str(name).partition(".")[0]
