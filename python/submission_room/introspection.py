"""Answers questions about the submission's objects that only its own room may work out: hints, pickles."""

import inspect
import pickle
import typing
from typing import Any

from ..window import Peer


def offer(peer: Peer) -> None:
    """Register the operations."""
    peer.register("type_hints", lambda value, extras: typing.get_type_hints(value, include_extras=extras))
    peer.register("annotations", _annotations)
    peer.register("pickle", lambda value, protocol: pickle.dumps(value, protocol))
    peer.register("unpickle", pickle.loads)


def _annotations(value: Any) -> dict[str, Any]:
    """Evaluated annotations; those of a class as of the function that makes its instances."""
    found = inspect.get_annotations(value, eval_str=True)
    if isinstance(value, type) and not found:
        return inspect.get_annotations(value.__init__, eval_str=True)
    return found
