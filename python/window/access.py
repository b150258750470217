"""What the submission may reach of the exam's objects: an allow-list by kind of object.

A test hands over callbacks, fakes, mocks and streams; they may be used as such. Whatever leads from them to the test
itself (frames, globals, closures, modules, recorded calls, a test case's own methods) looks as if it weren't there.
"""

import contextlib
import functools
import inspect
import io
import sys
import types
from unittest import TestCase, mock

from .definitions import CALLABLE_KINDS, STEPPED_KINDS
from .dunders import SPECIAL
from .names import LIBRARIES
from .stand_ins import Forwarder, handle_of, is_stand_in

FUNCTION_NAMES = frozenset({"__name__", "__doc__", "__qualname__", "__module__"})
MOCK_PARTS = frozenset(
    """called call_count call_args call_args_list mock_calls method_calls return_value side_effect reset_mock configure_mock
    attach_mock mock_add_spec await_count await_args await_args_list""".split()
)
NEVER_SPECIAL = frozenset({"__init__", "__post_init__", "__set_name__", "__sizeof__", "__reduce__"})
OPAQUE = (types.ModuleType, types.FrameType, types.CodeType, types.TracebackType, TestCase)
OPAQUE_PACKAGES = (
    *("_pytest", "pytest", "pluggy", "unittest.case", "unittest.suite", "unittest.runner", "window"),
    *("importlib", "hypothesis.internal", "hypothesis.database"),
)
OPAQUE_LIBRARIES = frozenset(
    "_pytest pluggy inspect gc ctypes _ctypes pkgutil zipimport runpy code codeop pdb bdb trace tracemalloc sys".split()
)
REFUSED = {
    "sqlite3": "enable_load_extension load_extension setlimit setconfig deserialize",
    "logging": "manager root findCaller",
    "asyncio": "subprocess_exec subprocess_shell connect_read_pipe connect_write_pipe add_reader add_writer remove_reader"
    " remove_writer add_signal_handler remove_signal_handler",
    "string": "format vformat get_field get_value",
    "ssl": "keylog_filename load_cert_chain load_verify_locations load_dh_params",
    "subprocess": "send_signal kill terminate pid",
    "multiprocessing": "pid kill terminate",
}
"""Public attributes of library objects that reach out of them: native code, files, descriptors, private attributes."""
SQLITE_LIMIT_ATTACHED = 7


def may_read(target: object, name: str) -> bool:
    """Whether the submission may read this attribute of an exam object."""
    kind = type(target)
    if kind in CALLABLE_KINDS:
        return name in FUNCTION_NAMES or (kind is types.FunctionType and not name.startswith("_") and name in vars(target))
    if kind in STEPPED_KINDS.values() or kind in STEPPED_KINDS or _is_opaque(target):
        return False
    if isinstance(target, mock.NonCallableMock):
        return name in SPECIAL or not name.startswith(("_", "assert")) and name not in MOCK_PARTS
    if _reaches_out(target, name):
        return False
    if name.startswith("_"):
        return _is_private_state(target, name) or (isinstance(target, type) and name in FUNCTION_NAMES)
    return True


def _reaches_out(target: object, name: str) -> bool:
    classes = (target if isinstance(target, type) else type(target)).__mro__
    return any(name in REFUSED.get(str(each.__module__).partition(".")[0], "").split() for each in classes)


def confine(target: object) -> None:
    """Before an object is lent for the first time, take from it what no attribute rule could refuse: files by SQL."""
    if type(target).__module__ != "sqlite3" and not any(each.__module__ == "sqlite3" for each in type(target).__mro__):
        return
    connection = getattr(target, "connection", target)
    if hasattr(connection, "setlimit"):
        with contextlib.suppress(Exception):
            connection.setlimit(SQLITE_LIMIT_ATTACHED, 0)


def may_write(target: object, name: str, value: object = None) -> bool:
    """Whether the submission may set (or delete) this attribute of an exam object.

    A mock takes plain values only: an object of the submission in the place of a child would answer its assertions.
    """
    if isinstance(target, mock.NonCallableMock) and is_stand_in(value):
        return False
    if isinstance(target, type):
        return not _is_opaque(target) and _is_given(target) and (not name.startswith("_") or name in SPECIAL | FUNCTION_NAMES)
    if type(target) is types.FunctionType:
        return not name.startswith("_")
    return type(target) not in CALLABLE_KINDS and may_read(target, name) and not isinstance(target, io.IOBase)


def may_call(target: object) -> bool:
    """Whether the submission may call an exam object."""
    return not isinstance(target, OPAQUE) and callable(target)


def may_copy(target: object) -> bool:
    """Whether the submission may have a copy of an exam object: it's as closed as the original."""
    return not _is_opaque(target) and not isinstance(target, mock.NonCallableMock)


def may_use_special(target: object, name: str) -> bool:
    """Whether the submission may use a special method (an operator) of an exam object."""
    if name not in SPECIAL or (name in NEVER_SPECIAL and not _defines(target, name)):
        return False
    if name in ("__get__", "__set__", "__delete__"):
        return False
    return not _is_opaque(target) or name in ("__repr__", "__str__", "__hash__", "__eq__", "__ne__", "__bool__")


def _is_given(kind: type) -> bool:
    """Whether a class is the test's own, not one of a library."""
    top = (kind.__module__ or "").partition(".")[0]
    return top not in LIBRARIES and top in sys.modules and not kind.__module__.startswith(OPAQUE_PACKAGES)


def _defines(target: object, name: str) -> bool:
    """Whether a mock, or a class of the test's own, brings a special method that Python itself calls elsewhere."""
    if isinstance(target, mock.NonCallableMock):
        return True
    return any(name in vars(each) for each in type(target).__mro__ if _is_given(each))


def _is_opaque(target: object) -> bool:
    if isinstance(target, OPAQUE):
        return True
    kind = target if isinstance(target, type) else type(target)
    module = getattr(kind, "__module__", None) or ""
    top = module.partition(".")[0]
    return module.startswith(OPAQUE_PACKAGES) or top in OPAQUE_LIBRARIES


def _is_private_state(target: object, name: str) -> bool:
    """Private attributes of an instance into whose class the test put a part of the submission, such as a descriptor."""
    if isinstance(target, type) or (name.startswith("__") and name != "__dict__"):
        return False
    return any(
        is_stand_in(item) for each in type(target).__mro__ if _is_given(each) for item in vars(each).values()
    )


def is_library_callable(value: object) -> bool:
    """Whether a value is a wrapped function that can be inspected."""
    return isinstance(value, functools.partial) or inspect.isroutine(value) or handle_of(value) is not None or type(value) is Forwarder
