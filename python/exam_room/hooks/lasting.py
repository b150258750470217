"""What the submission changes in the exam's process lasts until the running check ends, lest it decides about later ones.

Variables are put back; while no check runs, none is taken. Files that came back stay, since fixtures of a module share
them, but they are counted: a skip that may have looked at them isn't taken for the exam's own decision.
"""

import os
from typing import Any

from ...submission_room.hooks.environment import Environment, is_for_submission, is_shared_back
from .files import Files


class Variables(Environment):
    """The exam's environment variables."""

    def __init__(self) -> None:
        super().__init__(is_for_submission, is_shared_back)
        self._before: dict[str, str | None] = {}
        self._given: dict[str, str | None] = {}
        self._is_running = False

    def begin(self) -> None:
        """A check begins: from now on variables are taken."""
        self._is_running = True

    def receive(self, changes: Any) -> None:
        """Apply the submission's note for the time of this check."""
        if not self._is_running:
            return
        before = dict(os.environ)
        super().receive(changes)
        for name in before.keys() | os.environ.keys():
            if before.get(name) != os.environ.get(name):
                self._before.setdefault(name, before.get(name))
                self._given[name] = os.environ.get(name)

    def end(self) -> None:
        """The check has ended: put back what is still as the submission left it. Its own room keeps its variables."""
        self._is_running = False
        for name, value in self._before.items():
            if os.environ.get(name) == self._given[name]:
                self._put(name, value)
        self._before.clear()
        self._given.clear()

    def _put(self, name: str, value: str | None) -> None:
        if value is None:
            os.environ.pop(name, None)
            self._told.pop(name, None)
        else:
            os.environ[name] = self._told[name] = value


class Lasting:
    """What of the submission's changes a later check could see."""

    def __init__(self, variables: Variables, files: Files) -> None:
        self._variables = variables
        self._files = files
        self._taken_before: int | None = None

    def settle(self) -> None:
        """Take the working directory, which was filled anew, as known."""
        self._files.settle()

    def begin(self) -> None:
        """A check begins."""
        if self._taken_before is None:
            self._taken_before = self._files.taken
        self._variables.begin()

    def end(self) -> None:
        """A check has ended."""
        self._variables.end()

    def is_seen_by(self, condition: str) -> bool:
        """Whether a condition, evaluated while "importing" or while "running", could have seen the submission's files."""
        taken = self._files.taken if condition == "running" else self._taken_before
        return bool(taken)
