"""What a test changes in its process: arguments, standard input, working directory, random seeds.

Random state goes one way only. Were the submission's state taken back, it could choose the inputs that a seeded test
draws next.
"""

import array
import os
import random
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

from _pytest.capture import DontReadFromInput

from ...window import Peer
from ..imports import Imports


class Arguments:
    """`sys.argv`."""

    def __init__(self) -> None:
        sys.argv[:] = ["pytest"]
        self._told = list(sys.argv)

    def produce(self) -> tuple[str, ...] | None:
        """The note: the whole list once it has changed."""
        if sys.argv == self._told:
            return None
        self._told = list(sys.argv)
        return tuple(str(each) for each in self._told)


class StandardInput:
    """`sys.stdin`, when a test offers one."""

    def __init__(self) -> None:
        self._told: Any = None

    def produce(self) -> tuple[Any] | None:
        """The note: (the stream,), or (None,) when there is none any more."""
        stream = sys.stdin
        if isinstance(stream, DontReadFromInput):
            stream = None
        if stream is self._told:
            return None
        self._told = stream
        return (stream,)


class WorkingDirectory:
    """The current directory: below the exam's own folder, or an absolute path on the shared volume."""

    def __init__(self, work: Path) -> None:
        self._work = str(work)
        self._told = self._work
        self._getcwd = os.getcwd

    def produce(self) -> tuple[str, str] | None:
        """The note: ("work", relative path) or ("shared", absolute path) once it has changed."""
        try:
            now = self._getcwd()
        except OSError:
            return None
        if now == self._told:
            return None
        self._told = now
        if now == self._work or now.startswith(f"{self._work}/"):
            return ("work", now[len(self._work) + 1 :])
        return ("shared", now)


class Seeds:
    """The state of `random` and of NumPy's legacy generator, from the moment that a test seeds them."""

    def __init__(self) -> None:
        self._told: Any = None
        self._told_numpy: Any = None
        self._getstate: Callable[[], Any] | None = None
        self._numpy_state: Callable[[], Any] | None = None

    def follow_random(self) -> None:
        """Notice `random.seed` and `random.setstate`."""
        for name in ("seed", "setstate"):
            setattr(random, name, self._noticing(getattr(random, name), self._begin))

    def follow_numpy(self, module: types.ModuleType) -> None:
        """Notice `numpy.random.seed` and `numpy.random.set_state`."""
        for name in ("seed", "set_state"):
            setattr(module, name, self._noticing(getattr(module, name), lambda: self._begin_numpy(module)))

    def produce(self) -> tuple[Any, Any] | None:
        """The note: (state of random or None, state of NumPy or None) when one of them has changed."""
        if self._getstate is None and self._numpy_state is None:
            return None
        plain, numpy = self._changed_plain(), self._changed_numpy()
        return (plain, numpy) if plain or numpy else None

    def _begin(self) -> None:
        self._getstate, self._told = random.getstate, None

    def _begin_numpy(self, module: types.ModuleType) -> None:
        self._numpy_state, self._told_numpy = module.get_state, None

    def _changed_plain(self) -> tuple[Any, ...] | None:
        state = self._getstate() if self._getstate else None
        if state is None or state == self._told:
            return None
        self._told = state
        return (state[0], array.array("I", state[1]).tobytes(), state[2])

    def _changed_numpy(self) -> tuple[Any, ...] | None:
        if self._numpy_state is None:
            return None
        kind, keys, *rest = self._numpy_state()
        form = (kind, keys.tobytes(), *rest)
        if form == self._told_numpy:
            return None
        self._told_numpy = form
        return form

    def _noticing(self, plain: Any, begin: Callable[[], None]) -> Any:
        def noticed(*args: Any, **keywords: Any) -> Any:
            begin()
            return plain(*args, **keywords)

        noticed.__name__ = noticed.__qualname__ = plain.__name__
        noticed.__doc__ = plain.__doc__
        return noticed


def install(peer: Peer, imports: Imports, work: Path, seed: int) -> None:
    """Tell the submission room of each of these; the exam's own random numbers start from `seed`."""
    random.seed(2 * seed)
    seeds = Seeds()
    seeds.follow_random()
    imports.after_import("numpy.random", seeds.follow_numpy)
    peer.add_note("argv", Arguments().produce)
    peer.add_note("stdin", StandardInput().produce)
    peer.add_note("cwd", WorkingDirectory(work).produce)
    peer.add_note("seeds", seeds.produce)
