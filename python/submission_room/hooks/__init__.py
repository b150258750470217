"""The submission room's half of the hooks: it applies what a test changed, and tells what the submission did."""

from pathlib import Path

from ...window import Peer


def install(peer: Peer, work: Path) -> None:
    """Connect every hook to the window."""
