"""Frames that look like the function they wait for.

While the other room runs a function, this room's stack has a frame of that name and file, as it would in one process.
So a callback that looks at its callers (a fake `super`, a logger that names its caller) finds whom it expects. The frame
holds nothing of the function but these two names.
"""

import types
from collections.abc import Callable
from functools import lru_cache

KNOWN_FRAMES = 2048


def _wait(request: Callable, message: tuple) -> object:
    return request(*message)


@lru_cache(KNOWN_FRAMES)
def _named(name: str, file: str, line: int) -> Callable:
    code = _wait.__code__.replace(co_name=name, co_filename=file, co_firstlineno=line)
    return types.FunctionType(code, {"__builtins__": {}}, name)


def request_as(name: object, file: object, line: object, request: Callable, *message: object) -> object:
    """`request(*message)` below a frame called `name` in `file`; without these it's an ordinary call."""
    if type(name) is not str or type(file) is not str:
        return request(*message)
    first = line if type(line) is int and 0 < line < 1 << 30 else 1
    return _named(name, file, first)(request, message)
