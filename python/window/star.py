"""`from module import *` of a module in the other room: which names a test file takes.

A star import must not put the submission's objects in the place of what the test file has from elsewhere, of built-in
functions, or of names that pytest and unittest look for. An explicit import still gets any of them.
"""

import builtins
import dis
import types
from collections.abc import Iterable

from .stand_ins import is_stand_in

FRAMEWORK_NAMES = frozenset(
    """setup teardown setup_module teardown_module setup_function teardown_function setup_class teardown_class setUpModule
    tearDownModule load_tests collect_ignore collect_ignore_glob unittest""".split()
)
IMPORT_STAR_INTRINSIC = 2
TAKEN = "_assay_taken"
"""Name in a test file's namespace for the set of names that star imports have put there."""


def imports_all(frame: types.FrameType) -> bool:
    """Whether `frame` is just executing a star import."""
    code, at = frame.f_code.co_code, frame.f_lasti
    name = dis.opname[code[at]]
    return name == "IMPORT_STAR" or (name == "CALL_INTRINSIC_1" and code[at + 1] == IMPORT_STAR_INTRINSIC)


def taken(names: Iterable[str], space: dict) -> list[str]:
    """Those of the names that a star import may bind in the namespace `space`."""
    before = space.setdefault(TAKEN, set())
    found = [name for name in names if _may_bind(name, space, before)]
    before.update(found)
    return found


def _may_bind(name: str, space: dict, before: set[str]) -> bool:
    if hasattr(builtins, name) or name.startswith(("pytest", "_pytest", "_assay")) or name in FRAMEWORK_NAMES:
        return False
    if name.startswith("__") and name.endswith("__"):
        return False
    return name not in space or name in before or is_stand_in(space[name])
