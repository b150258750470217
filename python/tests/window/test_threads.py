"""Several threads of both rooms talk at once."""

import signal
import threading

import pytest

SOURCE = """
import queue, threading
box = queue.Queue()
lock = threading.Lock()
def put(x): box.put(x)
def get(): return box.get(timeout=20)
class Account:
    def __init__(self): self.balance = 0
    def deposit(self, n):
        with lock: self.balance += n
def later(callback):
    thread = threading.Thread(target=callback, args=('hi',))
    thread.start()
    return thread
def wait_for(callback):
    thread = later(callback); thread.join(); return 'done'
def nested(callback, depth): return callback(depth)
def forever(f): return f(f)
def slow():
    import time
    end = time.monotonic() + 1.5
    while time.monotonic() < end: pass
    return 'late'
"""


def test_a_blocking_call_is_released_by_another_thread(solution):
    module = solution(SOURCE)
    got = []
    thread = threading.Thread(target=lambda: got.append(module.get()))
    thread.start()
    module.put(7)
    thread.join(20)
    assert got == [7]


def test_many_threads_call_at_once(solution):
    account = solution(SOURCE).Account()
    for _ in range(3):
        threads = [threading.Thread(target=lambda: [account.deposit(1) for _ in range(10)]) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert account.balance == 240


def test_lanes_of_finished_threads_are_closed(rooms):
    peer = rooms.open(solution=SOURCE)
    module = peer.import_module("solution")
    peer.register("nothing", lambda: None)
    for _ in range(30):
        thread = threading.Thread(target=module.put, args=(1,))
        thread.start()
        thread.join()
    module.put(2)
    assert len(peer._channel._inboxes) < 5
    assert peer.ask("evaluate", "__import__('threading').active_count()") < 10


def test_threads_of_the_submission_call_back(solution):
    module = solution(SOURCE)
    seen = []
    assert module.wait_for(seen.append) == "done" and seen == ["hi"]
    event = threading.Event()
    thread = module.later(lambda text: event.set())
    thread.join()
    assert event.wait(20)


def test_callbacks_nest(solution):
    module = solution(SOURCE)

    def callback(depth):
        return depth if depth >= 60 else module.nested(callback, depth + 1)

    assert module.nested(callback, 0) == 60


def test_endless_recursion_is_a_recursion_error(solution):
    module = solution(SOURCE)
    with pytest.raises(RecursionError):
        module.forever(module.forever)
    with pytest.raises(RecursionError):
        module.nested(lambda depth: module.nested(None, 1) if depth > 10**9 else endless(module), 0)
    assert module.nested(lambda depth: depth, 3) == 3


def endless(module):
    return module.nested(lambda depth: endless(module), 0)


def test_a_call_can_be_given_up(solution):
    module = solution(SOURCE)

    class Late(Exception):
        pass

    def ring(*_):
        raise Late

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        with pytest.raises(Late):
            module.slow()
    finally:
        signal.signal(signal.SIGALRM, before)
    module.put(3)
    assert module.get() == 3
