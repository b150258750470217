"""Runs the tests of a suite in another order than they are written in: a test may not lean on the one before it."""

import random

import pytest


class Order:
    """Shuffles the collected tests by a number; zero leaves them as they are."""

    def __init__(self, number: int) -> None:
        self._number = number

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Shuffle in place."""
        if self._number:
            random.Random(self._number).shuffle(items)
