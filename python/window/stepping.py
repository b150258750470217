"""Generators and asynchronous generators of the other room: one remote step for each local one, nothing in advance."""

import types
from collections.abc import AsyncGenerator, Generator

from .handles import Handle
from .operations import operation
from .stand_ins import OWN, STAND_IN_TYPES
from .tasks import CoroutineStandIn


class GeneratorStandIn(Generator):
    """A generator of the other room; says that it's a real one."""

    __slots__ = (OWN, "_assay_names", "__weakref__")

    def __init__(self, handle: Handle, name: object, qualname: object) -> None:
        self._assay = handle
        self._assay_names = (name, qualname)

    @property
    def __class__(self) -> type:
        return types.GeneratorType

    def __next__(self) -> object:
        return self.send(None)

    def send(self, value: object) -> object:
        return self._assay.peer.request("step", self, "send", value)

    def throw(self, kind: object, value: object = None, trace: object = None) -> object:
        error = kind if isinstance(kind, BaseException) else kind() if value is None else value
        return self._assay.peer.request("step", self, "throw", error)

    def close(self) -> None:
        self._assay.peer.request("step", self, "close", None)

    def __getattr__(self, name: str) -> object:
        if name.startswith(OWN):
            raise AttributeError(name)
        if name in ("__name__", "__qualname__"):
            return self._assay_names[name == "__qualname__"]
        return self._assay.peer.request("get", self, name)

    def __repr__(self) -> str:
        return f"<generator object {self._assay_names[1]}>"


class AsyncGeneratorStandIn(AsyncGenerator):
    """An asynchronous generator of the other room."""

    __slots__ = (OWN, "_assay_names", "__weakref__")

    def __init__(self, handle: Handle, name: object, qualname: object) -> None:
        self._assay = handle
        self._assay_names = (name, qualname)

    @property
    def __class__(self) -> type:
        return types.AsyncGeneratorType

    async def asend(self, value: object) -> object:
        return await self._assay.peer.request("step", self, "asend", value)

    async def athrow(self, kind: object, value: object = None, trace: object = None) -> object:
        error = kind if isinstance(kind, BaseException) else kind() if value is None else value
        return await self._assay.peer.request("step", self, "athrow", error)

    async def aclose(self) -> None:
        await self._assay.peer.request("step", self, "aclose", None)


STEPPED = {"generator": GeneratorStandIn, "coroutine": CoroutineStandIn, "async_generator": AsyncGeneratorStandIn}
STAND_IN_TYPES.update(STEPPED.values())
STEPS = frozenset({"send", "throw", "close", "asend", "athrow", "aclose"})
_STEPPABLE = (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)


@operation("step", for_the_submission=True)
def _step(peer, target: object, step: str, value: object) -> object:
    if step not in STEPS or type(target) not in _STEPPABLE:
        raise TypeError("not a generator")
    method = getattr(target, step)
    if step in ("asend", "athrow"):
        return _as_coroutine(method, value)
    if step == "aclose":
        return _as_coroutine(lambda _: method(), value)
    return method() if step == "close" else method(value)


async def _as_coroutine(method, value: object) -> object:
    return await method(value)
