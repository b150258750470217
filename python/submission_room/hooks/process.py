"""Takes over the exam's arguments, standard input, working directory and random seeds."""

import array
import contextlib
import os
import random
import sys
from pathlib import Path
from typing import Any

from ...window import Peer


def install(peer: Peer, work: Path, seed: int) -> None:
    """Listen for each of these; random numbers start from `seed`, elsewhere than the exam's."""
    random.seed(2 * seed + 1)
    peer.on_note("argv", _take_arguments)
    peer.on_note("seeds", _take_seeds)
    plain_input = sys.stdin

    def take_stdin(note: tuple[Any]) -> None:
        sys.stdin = plain_input if note[0] is None else note[0]

    def take_cwd(note: tuple[str, str]) -> None:
        kind, path = note
        target = work / path if kind == "work" else Path(path)
        with contextlib.suppress(OSError):
            if kind == "work":
                target.mkdir(parents=True, exist_ok=True)
            os.chdir(target)

    peer.on_note("stdin", take_stdin)
    peer.on_note("cwd", take_cwd)


def _take_arguments(arguments: tuple[str, ...]) -> None:
    sys.argv[:] = arguments


def _take_seeds(note: tuple[Any, Any]) -> None:
    plain, numpy_state = note
    if plain is not None:
        version, words, gauss = plain
        random.setstate((version, tuple(array.array("I", words)), gauss))
    if numpy_state is not None:
        import numpy

        kind, keys, *rest = numpy_state
        numpy.random.set_state((kind, numpy.frombuffer(keys, dtype=numpy.uint32), *rest))
