"""Coroutines of the other room: awaited here, they run there as tasks of one persistent event loop."""

import types
from collections.abc import Coroutine

from .handles import Handle
from .stand_ins import OWN


class CoroutineStandIn(Coroutine):
    """A coroutine of the other room; says that it's a real one."""

    __slots__ = (OWN, "__name__", "__qualname__", "_running", "__weakref__")

    def __init__(self, handle: Handle, name: object, qualname: object) -> None:
        self._assay = handle
        self.__name__ = name
        self.__qualname__ = qualname

    @property
    def __class__(self) -> type:
        return types.CoroutineType

    def send(self, value: object) -> object:
        return self._assay.peer.request("step", self, "send", value)

    def throw(self, kind: object, value: object = None, trace: object = None) -> object:
        error = kind if isinstance(kind, BaseException) else kind() if value is None else value
        return self._assay.peer.request("step", self, "throw", error)

    def close(self) -> None:
        self._assay.peer.request("step", self, "close", None)

    def __await__(self):
        return (yield from iter(()))
