"""The fixture `answers`; reading the file waits for the first check that asks, and so does loading what reads it."""

from pathlib import Path
from typing import Any

import pytest

from ....window import Peer


class AnswersWindow:
    """The pytest plugin that has the fixture."""

    def __init__(self, peer: Peer, source: Path) -> None:
        self._peer = peer
        self._source = source

    @pytest.fixture(scope="session")
    def answers(self) -> Any:
        """The claims in the submission's `answers.toml`; see `Answers`."""
        from .submitted import Answers

        return Answers(self._peer, self._source)
