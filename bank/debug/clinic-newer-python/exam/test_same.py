"""What must not change."""

import ast
import inspect

import pytest
from clinic import nightly

PARAMETERS = {"settings": ["file"], "is_wanted": ["text"], "figures": ["xml"], "flat": ["value", "prefix"], "stamp": ["seconds"], "plugin": ["name", "text"], "words": ["text"]}


def test_names_and_parameters_stay():
    found = {name: list(inspect.signature(getattr(nightly, name)).parameters) for name in PARAMETERS}
    assert found == PARAMETERS


@pytest.mark.parametrize("text", ["perhaps", "", "2", "yess"])
def test_unclear_wishes_are_errors(text):
    with pytest.raises(ValueError):
        nightly.is_wanted(text)
    assert nightly.is_wanted("on") is True


def test_only_this_file_and_no_idle_import(changes):
    assert changes.files == ["clinic/nightly.py"]
    tree = ast.parse(inspect.getsource(nightly))
    named = {(alias.asname or alias.name).partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom) for alias in node.names}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert named <= used | {"annotations"}
