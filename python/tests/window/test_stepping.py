"""Generators, coroutines and context managers are real ones on this side."""

import asyncio
import inspect
import time

import pytest

SOURCE = """
import asyncio, contextlib
steps = []
def count(n):
    try:
        for i in range(n):
            steps.append(i)
            got = yield i
            if got: steps.append(got)
        return 'end'
    finally: steps.append('closed')
def consume(it): return list(it)
def first(it): return next(it)
@contextlib.contextmanager
def managed():
    steps.append('in')
    try: yield 5
    except ValueError: steps.append('caught')
    finally: steps.append('out')
class CM:
    def __enter__(self): return self
    def __exit__(self, t, v, tb): self.seen = (t, str(v)); return t is KeyError
async def slow(n, x):
    await asyncio.sleep(n)
    return x
async def boom(): raise ValueError('b')
async def cancelled(log):
    try: await asyncio.sleep(30)
    except asyncio.CancelledError:
        log.append('cancelled'); raise
async def call(f, *args): return await f(*args)
def run(f): return asyncio.run(f())
async def agen(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i
class Client:
    async def __aenter__(self): return self
    async def __aexit__(self, *a): return False
    async def get(self, x): return x * 2
class Later:
    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return 'later'
async def over(it): return [x async for x in it]
def squares(items): return map(lambda x: x * x, items)
"""


def test_a_generator_is_lazy_and_two_way(solution):
    module = solution(SOURCE)
    numbers = module.count(3)
    assert inspect.isgenerator(numbers) and list(module.steps) == []
    assert next(numbers) == 0 and numbers.send("hi") == 1
    assert module.steps == [0, "hi", 1]
    numbers.close()
    assert module.steps[-1] == "closed"
    assert list(module.count(2)) == [0, 1]

    def delegate():
        return (yield from module.count(1))

    steps = delegate()
    assert next(steps) == 0
    with pytest.raises(StopIteration) as stop:
        next(steps)
    assert stop.value.value == "end"
    assert list(module.squares([1, 2])) == [1, 4]


def test_generators_of_the_test_are_consumed_there(solution):
    module = solution(SOURCE)
    assert module.consume(x for x in range(3)) == [0, 1, 2]
    assert module.consume(iter([1, 2])) == [1, 2] and module.first(iter("ab")) == "a"

    def endless():
        while True:
            yield 7

    assert module.first(endless()) == 7


def test_context_managers_work(solution):
    module = solution(SOURCE)
    with module.managed() as value:
        assert value == 5
        raise ValueError("x")
    assert module.steps == ["in", "caught", "out"]
    manager = module.CM()
    with manager as same:
        assert same is manager
        raise KeyError("k")
    assert manager.seen == (KeyError, "'k'")


def test_coroutines_interleave(solution):
    module = solution(SOURCE)

    async def main():
        started = time.perf_counter()
        assert await asyncio.gather(module.slow(0.2, 1), module.slow(0.2, 2), asyncio.sleep(0.2, 3)) == [1, 2, 3]
        assert time.perf_counter() - started < 0.5
        with pytest.raises(ValueError):
            await module.boom()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(module.slow(30, 1), 0.05)
        log = []
        task = asyncio.ensure_future(module.cancelled(log))
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert log == ["cancelled"]
        assert [x async for x in module.agen(3)] == [0, 1, 2]
        async with module.Client() as client:
            assert await client.get(4) == 8
        assert await module.Later() == "later"

    asyncio.run(main())
    assert asyncio.run(module.slow(0, 5)) == 5
    assert inspect.iscoroutine(module.slow(0, 1))


def test_async_callbacks_of_the_test_are_awaited(solution):
    module = solution(SOURCE)

    async def callback(x=1):
        await asyncio.sleep(0.01)
        return x + 1

    async def items():
        for x in range(2):
            yield x

    async def main():
        assert await module.call(callback, 1) == 2
        assert await asyncio.gather(module.call(callback, 1), module.call(callback, 2)) == [2, 3]
        assert await module.over(items()) == [0, 1]

    asyncio.run(main())
    assert module.run(callback) == 2


def test_a_coroutine_can_be_driven_by_hand(solution):
    with pytest.raises(StopIteration) as stop:
        solution(SOURCE).Client().get(3).send(None)
    assert stop.value.value == 6
