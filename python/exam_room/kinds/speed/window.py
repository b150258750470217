"""The fixture `speed`; what measures is loaded when the first check asks."""

from typing import Any

import pytest

from ....window import Limits
from ...config import Config


class SpeedWindow:
    """The pytest plugin that has the fixture."""

    def __init__(self, config: Config) -> None:
        self._config = config

    @pytest.fixture(scope="session")
    def speed(self) -> Any:
        """Counts operations and compares times; see `Speed`."""
        from .measuring import Speed

        return Speed(Limits(**self._config.limits), self._config.seed)
