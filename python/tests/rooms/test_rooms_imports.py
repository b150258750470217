"""What the exam imports comes from the exam, from Python, or from the submission; broken imports lose no points."""


def test_packages_and_submodules_come_from_the_submission(desk):
    desk.accepts(
        """
        import pkg.sub as s
        import pkg
        from pkg import sub, top
        from pkg.sub import double
        import importlib

        def test_all_ways_meet():
            assert double(2) == s.double(2) == sub.double(2) == pkg.sub.double(2) == 4
            assert top() == "top"
            assert importlib.import_module("pkg.sub").double(4) == 8
            assert __import__("pkg").top() == "top"
        """,
        {"pkg/__init__.py": "def top(): return 'top'", "pkg/sub.py": "from . import top\ndef double(x): return 2 * x"},
    )


def test_a_package_laid_out_under_src_is_found(desk):
    result = desk.split(
        "from app.core import one\ndef test_one(): assert one() == 1", {"src/app/core.py": "def one(): return 1"}
    )
    assert result.outcomes == {"test_exam.py::test_one": "passed"}


def test_test_helpers_resolve_in_the_exam_itself(desk):
    desk.accepts(
        {
            "test_exam.py": "from cases import CASES\nimport solution, pytest\n"
            "@pytest.mark.parametrize('n, square', CASES)\ndef test_square(n, square): assert solution.square(n) == square",
            "cases.py": "CASES = [(2, 4), (3, 9)]",
            "conftest.py": "import solution\nassert solution.square(1) == 1",
        },
        "def square(x): return x * x",
    )


def test_a_submission_never_shadows_python_or_pytest(desk):
    result = desk.split(
        """
        import math, pytest, unittest, solution

        def test_real_modules():
            assert math.isclose(1.0, 2.0) is False
            assert pytest.approx(1.0) != solution.two()
        """,
        {
            "solution.py": "def two(): return 2.0",
            "math.py": "def isclose(*a): return True",
            "pytest.py": "approx = None",
            "conftest.py": "raise SystemExit(0)",
        },
    )
    assert result.outcomes == {"test_exam.py::test_real_modules": "passed"}


def test_files_loaded_by_path_run_in_their_own_room(desk):
    desk.accepts(
        """
        import importlib.util, runpy, os
        from importlib.machinery import SourceFileLoader

        def test_spec():
            spec = importlib.util.spec_from_file_location("other", "solution.py")
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            assert module.add(1, 2) == 3 and module.NAME == "other"

        def test_run_path():
            assert runpy.run_path("solution.py", run_name="x")["NAME"] == "x"

        def test_loader():
            assert SourceFileLoader("third", "solution.py").load_module().NAME == "third"
        """,
        "NAME = __name__\ndef add(a, b): return a + b",
    )


def test_no_file_of_the_submission_runs_in_the_exam_room(desk):
    result = desk.split(
        """
        import runpy, importlib.util, sys, ast, pytest
        import solution

        def test_nothing_was_marked():
            runpy.run_path("solution.py")
            spec = importlib.util.spec_from_file_location("again", "solution.py")
            spec.loader.exec_module(importlib.util.module_from_spec(spec))
            assert not hasattr(sys, "marked")

        def test_its_text_is_refused():
            text = open("solution.py").read()
            with pytest.raises(PermissionError):
                exec(text, {})
            with pytest.raises(PermissionError):
                exec(compile(ast.parse(text), "x.py", "exec"), {})
            exec("fine = 1 + 1")
        """,
        "import sys\nsys.marked = True\ndef add(first, second):\n    return first + second",
    )
    assert set(result.outcomes.values()) == {"passed"}, result.finished


def test_reload_starts_the_module_anew(desk):
    desk.accepts(
        """
        import importlib, solution

        def test_reload():
            solution.count()
            assert solution.count() == 2
            assert importlib.reload(solution) is solution
            assert solution.count() == 1
        """,
        "n = 0\ndef count():\n    global n\n    n += 1\n    return n",
    )


BROKEN = {
    "syntax_error": "def f(:\n    pass",
    "missing_module": "import no_such_module_here",
    "missing_name": "other = 1",
    "raised": "def f(): pass\nraise ValueError('at import')",
    "room_ended": "import os\nos._exit(0)",
}


def test_a_broken_import_is_told_and_its_checks_are_counted_but_not_run(desk):
    exam = """
        import pytest
        from solution import f
        VALUES = [f(n) for n in range(3)]

        @f
        def helper(): pass

        @pytest.mark.parametrize("n", [1, 2])
        def test_f(n): assert f(n) == n

        class TestMore:
            def test_more(self): assert True
        """
    for kind, text in BROKEN.items():
        result = desk.split(exam, text)
        assert [event["kind"] for event in result.of_kind("import_failed")] == [kind], (kind, result.events)
        assert set(result.outcomes) == {
            "test_exam.py::test_f[1]",
            "test_exam.py::test_f[2]",
            "test_exam.py::TestMore::test_more",
        }
        assert set(result.outcomes.values()) == {"not_run"}


def test_a_syntax_error_names_the_line_of_the_submission(desk):
    result = desk.split("import solution\ndef test_a(): pass", "x = 1\ny = = 2\n")
    event = result.of_kind("import_failed")[0]
    assert event["location"]["file"] == "solution.py" and event["location"]["line"] == 2
    assert event["module"] == "solution"


def test_a_missing_file_is_a_missing_module(desk):
    result = desk.split("import solution\ndef test_a(): pass", {"other.py": ""})
    assert result.of_kind("import_failed")[0]["kind"] == "missing_module"
    assert result.outcomes == {"test_exam.py::test_a": "not_run"}


def test_an_exam_that_cannot_run_is_not_the_candidates_fault(desk):
    result = desk.split("import solution\nthis is no python\n", "x = 1")
    assert result.of_kind("exam_problem") and not result.of_kind("import_failed")


def test_a_broken_import_in_conftest_still_names_the_checks(desk):
    result = desk.split({"conftest.py": "import solution", "test_a.py": "def test_a(): pass"}, "raise ValueError('x')")
    assert result.outcomes == {"test_a.py::test_a": "not_run"}
    assert [event["kind"] for event in result.of_kind("import_failed")] == ["raised"]


def test_relative_imports_reach_the_submission_from_a_test_package(desk):
    result = desk.split(
        {
            "__init__.py": "",
            "tests/__init__.py": "",
            "tests/test_exam.py": "from ..solution import one\nfrom .. import solution\n"
            "def test_one(): assert one() == solution.one() == 1",
        },
        "def one(): return 1",
    )
    assert result.outcomes == {"tests/test_exam.py::test_one": "passed"}, result.events


def test_files_with_other_names_are_checks_too(desk):
    result = desk.split(
        {
            "checks.py": "import unittest, solution\nclass T(unittest.TestCase):\n    def test_one(self): assert solution.one()"
        },
        "def one(): return 1",
    )
    assert result.outcomes == {"checks.py::T::test_one": "passed"}


def test_an_exam_without_checks_is_a_problem_of_the_exam(desk):
    assert desk.split({"readme.py": "x = 1"}, "").of_kind("exam_problem")
