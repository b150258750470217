"""Warnings are errors, and what is gone in later versions is not used."""

import ast
import inspect

from clinic import nightly

GONE = {"distutils", "imp", "asyncore", "asynchat", "smtpd", "cgi", "telnetlib", "pipes"}
DEPRECATED = {"utcfromtimestamp", "utcnow", "readfp", "SafeConfigParser", "getiterator", "find_module", "load_module"}
PROGRAM = """
import io
from clinic import nightly
nightly.settings(io.StringIO('[mail]\\na = 1'))
nightly.figures('<a/>'), nightly.flat({}), nightly.stamp(5), nightly.plugin('x', ''), nightly.words('a b'), nightly.is_wanted('no')
print('quiet')
"""


def test_no_warning_is_given(run):
    done = run(["python", "-W", "error", "-c", PROGRAM])
    assert done.stdout == "quiet\n" and done.stderr == ""


def test_nothing_is_used_that_goes_away():
    tree = ast.parse(inspect.getsource(nightly))
    imported = {alias.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {(node.module or "").partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not imported & GONE and not used & DEPRECATED
    assert nightly.flat({"a": {"b": 1}}) == {"a.b": 1}
