"""The exam room's half of the hooks: what a test changes in its process and expects the submission to see."""

from ...window import Peer
from ..config import Config
from ..imports import Imports
from ..reach import Reach
from . import clock, files, overrides, process, records, streams
from .lasting import Lasting, Variables


def install(peer: Peer, config: Config, imports: Imports) -> Lasting:
    """Connect every hook to the window.

    The overrides watch what the hooks before them put in place; the clock's note must come after theirs.
    """
    streams.install(peer)
    process.install(peer, imports, config.work, config.seed)
    variables = Variables()
    peer.add_note("environment", variables.produce)
    peer.on_note("environment", variables.receive)
    shared = files.install(peer, config.work)
    Reach(peer, config.exam, config.work, shared.is_handed).install()
    records.install(peer)
    overrides.install(peer, imports, config.work)
    clock.install(peer, imports)
    return Lasting(variables, shared)
