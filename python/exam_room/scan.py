"""Naming the checks of a test file without running it, for files that do not even load with placeholders.

The scan follows pytest's default names. A parametrised test counts once: its cases are not known without running.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FUNCTION_KINDS = (ast.FunctionDef, ast.AsyncFunctionDef)


class UnrunCheck(pytest.Item):
    """A check that exists, but whose file could not be loaded; never run."""

    def runtest(self) -> None:
        """Refuse: the file of this check could not be loaded."""
        raise RuntimeError(f"{self.nodeid}: the file of this check was not loaded")


def scanned_checks(collector: pytest.Collector, file: Path) -> list[pytest.Item]:
    """An item per check found in the text of `file`; empty when the file is not even valid Python."""
    try:
        tree = ast.parse(file.read_bytes())
    except (SyntaxError, ValueError):
        return []
    return [_item(collector, parts) for parts in _tests(tree)]


def scanned_methods(group: pytest.Class) -> list[pytest.Item]:
    """An item per check that the text of its file gives the class `group`."""
    try:
        tree = ast.parse(group.path.read_bytes())
    except (SyntaxError, ValueError):
        return []
    own = [parts for parts in _tests(tree) if parts[:-1] == (group.name,)]
    return [UnrunCheck.from_parent(group, name=parts[-1]) for parts in own]


def _item(collector: pytest.Collector, parts: tuple[str, ...]) -> pytest.Item:
    nodeid = "::".join((collector.nodeid, *parts))
    return UnrunCheck.from_parent(collector, name=parts[-1], nodeid=nodeid)


def _tests(tree: ast.Module) -> Iterator[tuple[str, ...]]:
    for node in tree.body:
        if isinstance(node, FUNCTION_KINDS) and node.name.startswith("test"):
            yield (node.name,)
        elif isinstance(node, ast.ClassDef) and _holds_tests(node):
            yield from ((node.name, part.name) for part in node.body if _is_test(part))


def _holds_tests(node: ast.ClassDef) -> bool:
    return node.name.startswith("Test") or any("TestCase" in ast.unparse(base) for base in node.bases)


def _is_test(node: Any) -> bool:
    return isinstance(node, FUNCTION_KINDS) and node.name.startswith("test")
