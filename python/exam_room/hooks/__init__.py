"""The exam room's half of the hooks: what a test changes in its process and expects the submission to see."""

from typing import Any

from ...window import Peer
from ..config import Config
from ..imports import Imports


def install(peer: Peer, config: Config, imports: Imports) -> None:
    """Connect every hook to the window."""


def plugins(peer: Peer) -> list[Any]:
    """Pytest plugins that the hooks bring."""
    return []
