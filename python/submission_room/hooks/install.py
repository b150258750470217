"""Connects every hook of the submission room to the window."""

from pathlib import Path

from ...window import Peer
from . import clock, overrides, process, records, streams
from .environment import Environment, is_for_submission, is_shared_back
from .files import Folder, is_data, put


def install(peer: Peer, work: Path, seed: int) -> None:
    """Streams come first, because others write."""
    streams.install(peer)
    process.install(peer, work, seed)
    environment = Environment(is_shared_back, is_for_submission)
    peer.add_note("environment", environment.produce)
    peer.on_note("environment", environment.receive)
    overrides.install(peer)
    records.install(peer)
    clock.install(peer)
    _share_files(peer, work)


def _share_files(peer: Peer, work: Path) -> None:
    folder = Folder(work, is_data)

    def receive(changes: tuple[tuple[str, bytes | None], ...]) -> None:
        for name, content in changes:
            put(work, name, content)
        folder.settle()

    peer.add_note("files", folder.changes)
    peer.on_note("files", receive)
    peer.register("put_file", lambda name, content: put(work, name, content))
