"""Whose decision was a skip? The exam's own counts as skipped; one that the submission may have caused counts as failed."""

from typing import Any

import pytest

from ..window import Peer
from .hooks.lasting import Lasting


class Skips:
    """Knows what the submission had a hand in before a check was skipped."""

    def __init__(self, peer: Peer, lasting: Lasting) -> None:
        self._peer = peer
        self._lasting = lasting
        self._touching: set[Any] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Any:
        """Remember fixtures whose value may come from the submission: later checks share those of a wider scope."""
        touched = self._peer.touched
        try:
            return (yield)
        finally:
            if self._peer.touched != touched:
                self._touching.add(fixturedef)

    def may_be_caused(self, item: pytest.Item) -> bool:
        """Whether the submission may have caused a skip of `item`, which itself has not touched it."""
        condition = _condition(item)
        if condition == "none":
            return False
        if self._lasting.is_seen_by(condition):
            return True
        known = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {})
        return condition == "running" and any(each in self._touching for group in known.values() for each in group)


def _condition(item: pytest.Item) -> str:
    """When the condition of a skip was evaluated: "none" for an unconditional one."""
    if item.get_closest_marker("skip") is not None:
        return "none"
    conditions = [condition for mark in item.iter_markers("skipif") for condition in mark.args[:1]]
    if any(condition for condition in conditions if not isinstance(condition, str)):
        return "importing"
    test = getattr(item, "obj", None)
    return "importing" if getattr(test, "__unittest_skip__", False) or _class_is_skipped(item) else "running"


def _class_is_skipped(item: pytest.Item) -> bool:
    group = item.getparent(pytest.Class)
    return group is not None and vars(group.obj).get("__unittest_skip__", False) is True
