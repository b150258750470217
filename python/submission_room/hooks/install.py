"""Connects every hook of the submission room to the window."""

from pathlib import Path

from ...window import Peer
from . import overrides, process, streams
from .environment import Environment, is_for_submission, is_shared_back


def install(peer: Peer, work: Path) -> None:
    """Streams come first, because others write."""
    streams.install(peer)
    process.install(peer, work)
    environment = Environment(is_shared_back, is_for_submission)
    peer.add_note("environment", environment.produce)
    peer.on_note("environment", environment.receive)
    overrides.install(peer)
