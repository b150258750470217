"""Does a test assert that two values differ? Only then may the submission's own class be asked for `!=`.

`assert price != 5.17` fails in plain pytest for a class that wrongly says "equal": here too, since the answer can only cost
the submission a check. In any other place, such as `if price != 5.17: fail()`, the same answer could earn one.
"""

import ast
import types
from pathlib import Path


class Differences:
    """Knows the lines of the exam's files that consist of `assert left != right`."""

    def __init__(self, exam: Path, work: Path) -> None:
        self._exam = exam
        self._work = f"{work}/"
        self._lines: dict[str, frozenset[int]] = {}

    def are_asserted(self, frame: types.FrameType) -> bool:
        """Whether the comparison that `frame` makes just now is such an assertion, or unittest's `assertNotEqual`."""
        code = frame.f_code
        if code.co_name == "assertNotEqual":
            return frame.f_globals.get("__name__") == "unittest.case"
        if not code.co_filename.startswith(self._work):
            return False
        return frame.f_lineno in self._lines_of(code.co_filename.removeprefix(self._work))

    def _lines_of(self, name: str) -> frozenset[int]:
        if name not in self._lines:
            self._lines[name] = _asserting_lines(self._exam / name)
        return self._lines[name]


def _asserting_lines(file: Path) -> frozenset[int]:
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return frozenset()
    asserts = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    found = {line for node in asserts if _is_difference(node.test) for line in _span(node)}
    return frozenset(found - _other_lines(tree))


def _other_lines(tree: ast.Module) -> set[int]:
    """Lines on which a `!=` stands outside of such an assertion."""
    inside = {id(node.test) for node in ast.walk(tree) if isinstance(node, ast.Assert) and _is_difference(node.test)}
    others = [node for node in ast.walk(tree) if isinstance(node, ast.Compare) and id(node) not in inside]
    return {line for node in others if any(isinstance(kind, ast.NotEq) for kind in node.ops) for line in _span(node)}


def _is_difference(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.NotEq)


def _span(node: ast.expr | ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)
