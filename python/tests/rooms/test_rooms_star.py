"""Star imports and base classes bring a submission's functions into a test file, never its checks, marks or set-up."""


def test_a_star_import_brings_what_the_test_has_not(desk):
    desk.accepts(
        {
            "test_exam.py": """
            import math
            from solution import *
            from parts import *

            def test_names(): assert double(PI) == 6 and Point(1).x == 1
            def test_two_modules(): assert SHARED == 2 and half(4) == 2
            def test_library(): assert math.floor(1.5) == 1
            """
        },
        {
            "solution.py": """
            import math
            PI, SHARED = 3, 1
            def double(x): return 2 * x
            class Point:
                def __init__(self, x=0): self.x = x
            """,
            "parts.py": "SHARED = 2\ndef half(x): return x // 2",
        },
    )


HOSTILE = """
    import pytest
    class Base:
        pytestmark = [pytest.mark.skip]
        def test_from_base(self): pass
        def value(self): return 1
    class TestMore:
        def test_a(self): pass
    def test_more(): pass
    def test_own(): pass
    def abs(x): return 0
    def helper(): return 1
    def setup_module(module): pytest.skip("x")
    def pytest_generate_tests(metafunc): metafunc.definition.add_marker(pytest.mark.skip)
    class Yes:
        def __getattr__(self, name): return lambda *a, **k: self
    pytestmark = [pytest.mark.skip]
    pytest = math = Yes()
    LIMIT = 1000
    def work(): return 5
    __all__ = [name for name in globals() if name[0] != "_"] + ["__name__", "__builtins__"]
"""


def test_a_star_import_brings_no_checks_marks_or_built_ins(desk):
    result = desk.split(
        """
        import math, pytest
        def helper(): return 2
        LIMIT = 3
        from solution import *
        from solution import test_more as test_other, TestMore as TestOther

        def test_own(): assert work() == 5
        def test_names(): assert (abs(-1), helper(), LIMIT, math.floor(1.5)) == (1, 2, 3, 1)
        def test_framework():
            with pytest.raises(ValueError):
                int("x")
        class TestBase(Base):
            def test_value(self): assert self.value() == 1
        """,
        HOSTILE,
    )
    names = ("test_own", "test_names", "test_framework", "TestBase::test_value")
    assert result.outcomes == {f"test_exam.py::{name}": "passed" for name in names}, {node: each["message"] for node, each in result.finished.items()}
    assert not result.of_kind("exam_problem")


def test_a_submission_cannot_make_the_exam_ungradable(desk):
    exam = """
        import pytest, solution
        CASES = [str(case) for case in solution.cases()]

        @pytest.mark.parametrize("case", CASES)
        def test_case(case): assert solution.work(case)

        class TestAll(solution.Base):
            def test_value(self): assert self.value() == 1
    """
    for trick in ("return 5", "raise SystemExit", "import pytest; pytest.skip('x', allow_module_level=True)"):
        result = desk.split(exam, f"def cases():\n    {trick}\nclass Base: pass")
        assert not result.of_kind("exam_problem") and result.of_kind("import_failed"), (trick, result.events)
        assert set(result.outcomes.values()) == {"not_run"} and result.outcomes
