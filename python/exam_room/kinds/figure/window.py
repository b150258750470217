"""The fixture `figure`; what reads pictures is loaded when the first check asks."""

from typing import Any

import pytest

from ....window import Peer


class FigureWindow:
    """The pytest plugin that has the fixture."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer

    @pytest.fixture(scope="session")
    def figure(self) -> Any:
        """Lets the submission draw and reads what it drew; see `Figure`."""
        from .drawn import Figure

        return Figure(self._peer)
