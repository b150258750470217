"""Coroutines of the other room: awaited here, they run there as tasks of an event loop that belongs to the loop here.

Nobody's loop ever blocks the other's. While something of the other room is awaited, one task of the local loop pumps:
it asks the other room to run its loop until nothing is ready, takes the finished tasks and sleeps until the next timer
there. So `asyncio.gather` interleaves coroutines of both rooms, and timeouts and cancellation work as usual.
If the other room's loop is already running (it's pumping in turn), tasks are simply added to it.
"""

import asyncio
import itertools
import threading
import types
from collections.abc import Awaitable, Coroutine, Generator

from .handles import Handle
from .operations import operation
from .stand_ins import OWN

BUSY_WAIT_S = 0.002
"""How long the other room's loop may wait for its own input and output in one go."""
MOST_TURNS = 10_000
"""Turns of the loop in one request, so that an endless task can't keep the other room's timeouts from running."""


class Tasks:
    """The tasks of one peer: those awaited in the other room, and those hosted here for it."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self.awaited: dict[int, asyncio.Future] = {}
        self.hosted: dict[int, asyncio.Task] = {}
        self.finished: list[tuple] = []
        self.pumps: dict[int, Pump] = {}
        self.loop: asyncio.AbstractEventLoop | None = None
        self.partner = 0

    def host(self, awaitable: Awaitable, partner: int) -> tuple[int, bool]:
        """Start a task for the other room's loop `partner`; says whether a loop is running here already."""
        number = next(self._numbers)
        loop = _running_loop()
        running = loop is not None
        if loop is None:
            loop = self._loop_for(partner)
        coroutine = awaitable if isinstance(awaitable, Coroutine) else _wait_for(awaitable)
        task = self.hosted[number] = loop.create_task(coroutine)
        task.add_done_callback(lambda done: self._done(number, done))
        return number, running

    def _loop_for(self, partner: int) -> asyncio.AbstractEventLoop:
        if self.loop is not None and self.partner != partner:
            _end_loop(self.loop)
            self.loop = None
        if self.loop is None:
            self.loop, self.partner = asyncio.new_event_loop(), partner
        return self.loop

    def _done(self, number: int, task: asyncio.Task) -> None:
        self.hosted.pop(number, None)
        if task.cancelled():
            self.finished.append((number, False, asyncio.CancelledError()))
        elif task.exception() is not None:
            self.finished.append((number, False, task.exception()))
        else:
            self.finished.append((number, True, task.result()))
        for pump in list(self.pumps.values()):
            pump.wake()

    def take_finished(self) -> tuple:
        """The hosted tasks that ended since this was last asked."""
        finished, self.finished = self.finished, []
        return tuple(finished)

    def settle(self, finished: tuple) -> None:
        """Give the ends of awaited tasks to those who wait."""
        for number, succeeded, value in finished:
            future = self.awaited.pop(number, None)
            if future is None or future.done():
                continue
            if succeeded:
                future.set_result(value)
            elif isinstance(value, asyncio.CancelledError):
                future.cancel()
            else:
                future.set_exception(_raisable(value))

    def turn(self) -> tuple[float | None, bool]:
        """Run the loop here until nothing is ready; returns seconds to its next timer, and whether it waits for more."""
        loop = self.loop
        if loop is None or loop.is_running() or _running_loop() is not None:
            return None, False
        for _ in range(MOST_TURNS):
            loop.call_soon(loop.stop)
            loop.run_forever()
            if not loop._ready or self.finished:
                break
        if loop._ready:
            return 0.0, True
        delay = max(0.0, loop._scheduled[0]._when - loop.time()) if loop._scheduled else None
        return delay, self._waits_for_more(loop)

    def _waits_for_more(self, loop: asyncio.AbstractEventLoop) -> bool:
        if not self.hosted or (len(loop._selector.get_map()) <= 1 and loop._default_executor is None):
            return False
        loop.call_later(BUSY_WAIT_S, loop.stop)
        loop.run_forever()
        return True


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _raisable(error: BaseException) -> BaseException:
    if not isinstance(error, StopIteration):
        return error
    wrapped = RuntimeError("coroutine raised StopIteration")
    wrapped.__cause__ = error
    return wrapped


def _end_loop(loop: asyncio.AbstractEventLoop) -> None:
    """What `asyncio.run` does at its end: cancel what is left and close."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.wait_for(asyncio.gather(*left, return_exceptions=True), 1))
    loop.close()


async def _wait_for(awaitable: Awaitable) -> object:
    return await awaitable


class Pump:
    """The task of one local loop that keeps the other room's loop going while something there is awaited."""

    _identities = itertools.count(1)

    def __init__(self, peer, loop: asyncio.AbstractEventLoop) -> None:
        self.identity = next(self._identities)
        self._peer = peer
        self._loop = loop
        self._woken = asyncio.Event()
        self._task: asyncio.Task | None = None

    def wake(self) -> None:
        """Something has happened here that the other room should hear of."""
        if self._loop.is_running() and threading.get_ident() == self._loop._thread_id:
            self._woken.set()

    def start(self) -> None:
        """Begin to pump, if this doesn't happen already."""
        self._woken.set()
        if self._task is None or self._task.done():
            self._task = self._loop.create_task(self._run())

    async def _run(self) -> None:
        tasks = self._peer.tasks
        while tasks.awaited:
            self._woken.clear()
            finished, delay, busy = self._peer.request("pump", tasks.take_finished())
            tasks.settle(finished)
            if finished or busy or self._woken.is_set():
                await asyncio.sleep(0)
                continue
            try:
                await asyncio.wait_for(self._woken.wait(), delay)
            except TimeoutError:
                continue


def pump_for(peer, loop: asyncio.AbstractEventLoop) -> Pump:
    """The pump of a local loop; pumps of closed loops are forgotten."""
    pumps = peer.tasks.pumps
    pump = pumps.get(id(loop))
    if pump is None or pump._loop is not loop:
        for key, each in list(pumps.items()):
            if each._loop.is_closed():
                del pumps[key]
        peer.tasks.awaited.clear() if not pumps else None
        pump = pumps[id(loop)] = Pump(peer, loop)
    return pump


async def await_remote(peer, awaitable: object) -> object:
    """Await an awaitable of the other room in the running loop of this one."""
    loop = asyncio.get_running_loop()
    pump = pump_for(peer, loop)
    number, there_runs = peer.request("start_task", awaitable, pump.identity)
    future = peer.tasks.awaited[number] = loop.create_future()
    if not there_runs:
        pump.start()
    try:
        return await future
    except asyncio.CancelledError:
        if number not in peer.tasks.awaited:
            raise
    peer.request("cancel_task", number)
    future = peer.tasks.awaited[number] = loop.create_future()
    if not there_runs:
        pump.start()
    return await future


def steps(peer, awaitable: object) -> Generator:
    """The steps of `await awaitable`: in the running loop, or one by one if there is none."""
    if _running_loop() is not None:
        return (yield from await_remote(peer, awaitable).__await__())
    step, value = "send", None
    while True:
        try:
            given = peer.request("step", awaitable, step, value)
        except StopIteration as stop:
            return stop.value
        try:
            step, value = "send", (yield given)
        except Exception as error:
            step, value = "throw", error


class CoroutineStandIn(Coroutine):
    """A coroutine of the other room; says that it's a real one."""

    __slots__ = (OWN, "_assay_names", "_steps", "__weakref__")

    def __init__(self, handle: Handle, name: object, qualname: object) -> None:
        self._assay = handle
        self._assay_names = (name, qualname)
        self._steps = None

    @property
    def __class__(self) -> type:
        return types.CoroutineType

    def __getattr__(self, name: str) -> object:
        if name in ("__name__", "__qualname__"):
            return self._assay_names[name == "__qualname__"]
        raise AttributeError(f"`coroutine` object has no attribute `{name}`")

    def send(self, value: object) -> object:
        if self._steps is None:
            self._steps = steps(self._assay.peer, self)
        return self._steps.send(value)

    def throw(self, kind: object, value: object = None, trace: object = None) -> object:
        error = kind if isinstance(kind, BaseException) else kind() if value is None else value
        if self._steps is None:
            return self._assay.peer.request("step", self, "throw", error)
        return self._steps.throw(error)

    def close(self) -> None:
        if self._steps is not None:
            self._steps.close()
        self._assay.peer.request("step", self, "close", None)

    def __await__(self) -> Generator:
        return steps(self._assay.peer, self)

    def __repr__(self) -> str:
        return f"<coroutine object {self._assay_names[1]}>"


@operation("start_task", for_the_submission=True)
def _start_task(peer, awaitable: object, partner: int) -> tuple[int, bool]:
    if not isinstance(awaitable, Awaitable):
        raise TypeError(f"object {type(awaitable).__name__} can't be used in `await` expression")
    return peer.tasks.host(awaitable, partner)


@operation("cancel_task", for_the_submission=True)
def _cancel_task(peer, number: int) -> None:
    task = peer.tasks.hosted.get(number)
    if task is not None:
        task.cancel()


@operation("pump", for_the_submission=True)
def _pump(peer, finished: tuple) -> tuple:
    peer.tasks.settle(finished)
    delay, busy = peer.tasks.turn()
    return peer.tasks.take_finished(), delay, busy
