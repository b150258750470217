"""Each test node is one check, with plain pytest's verdict."""


def test_unittest_and_pytest_features_have_plain_verdicts(desk):
    desk.agrees(
        """
        import unittest, pytest
        from solution import add

        @pytest.fixture
        def two(): return 2

        @pytest.fixture
        def broken(): raise RuntimeError("set-up")

        @pytest.fixture
        def broken_after():
            yield 1
            raise RuntimeError("teardown")

        @pytest.mark.parametrize("a, b, c", [(1, 2, 3), (2, 2, 5)])
        def test_cases(a, b, c): assert add(a, b) == c

        def test_fixture(two): assert add(two, two) == 4
        def test_setup(broken): pass
        def test_teardown(broken_after): assert add(1, 1) == 2

        @pytest.mark.xfail
        def test_expected_failure(): assert add(1, 1) == 3

        @pytest.mark.xfail
        def test_unexpected_pass(): assert add(1, 1) == 2

        @pytest.mark.xfail(strict=True)
        def test_strict(): assert add(1, 1) == 2

        @pytest.mark.skip(reason="not today")
        def test_skipped(): pass

        class AddTest(unittest.TestCase):
            def setUp(self): self.base = add(1, 0)
            def test_right(self): self.assertEqual(add(self.base, 1), 2)
            def test_wrong(self): self.assertEqual(add(self.base, 1), 3)
            @unittest.skip("no")
            def test_skip(self): pass
            @unittest.expectedFailure
            def test_expected(self): self.assertEqual(add(1, 1), 3)
            def test_subtests(self):
                for n in range(3):
                    with self.subTest(n=n):
                        self.assertLess(add(n, 0), 2)

        class TestGroup:
            def setup_method(self): self.n = add(1, 1)
            def test_n(self): assert self.n == 2
        """,
        "def add(a, b): return a + b",
    )


def test_the_exams_own_settings_are_honoured(desk):
    result = desk.agrees(
        {
            "pytest.ini": "[pytest]\npython_files = exam_*.py\npython_functions = check_*\naddopts = -v --tb=short\n",
            "exam_one.py": "import solution\ndef check_one(): assert solution.one() == 1\ndef test_not(): pass",
        },
        "def one(): return 1",
    )
    assert result.outcomes == {"exam_one.py::check_one": "passed"}


def test_a_skip_after_touching_the_submission_is_a_failure(desk):
    result = desk.split(
        """
        import pytest, solution

        def test_early():
            pytest.skip("before")

        def test_late():
            if not solution.ready(): pytest.skip("after")
        """,
        "def ready(): return False",
    )
    assert result.outcomes == {"test_exam.py::test_early": "skipped", "test_exam.py::test_late": "failed"}
    assert result.finished["test_exam.py::test_late"]["reason"] == "skipped_after_touching"


def test_a_module_skipped_because_of_the_submission_loses_its_points(desk):
    result = desk.split(
        "import pytest\nimport solution\nif not solution.ready(): pytest.skip('x', allow_module_level=True)\ndef test_a(): pass",
        "def ready(): return False",
    )
    assert result.outcomes == {"test_exam.py::test_a": "not_run"}


LEAVING = {
    "exit": "import sys\ndef f(): sys.exit(0)",
    "interrupt": "def f(): raise KeyboardInterrupt",
    "skip": "import unittest\ndef f(): raise unittest.SkipTest('x')",
    "generator": "def f(): raise GeneratorExit",
    "base": "class Odd(BaseException): pass\ndef f(): raise Odd",
    "pytest": "import pytest\ndef f(): pytest.exit('bye', 0)",
    "outcome": "import pytest\ndef f(): pytest.skip('bye')",
    "xfail": "import pytest\ndef f(): pytest.xfail('bye')",
}


def test_leaving_early_is_an_ordinary_failure_of_one_check(desk):
    exam = "import solution\ndef test_f(): assert solution.f() == 1\ndef test_after(): assert True"
    for name, text in LEAVING.items():
        result = desk.split(exam, text)
        assert result.outcomes == {"test_exam.py::test_f": "failed", "test_exam.py::test_after": "passed"}, name


def test_the_end_of_the_room_fails_the_check_and_stops(desk):
    result = desk.split(
        """
        import solution, pytest

        def test_before(): assert True
        def test_f():
            with pytest.raises(BaseException):
                solution.f()
        def test_after(): assert True
        """,
        "import os\ndef f(): os._exit(0)",
    )
    assert list(result.outcomes.values()) == ["passed", "failed", "not_run"]
    assert result.finished["test_exam.py::test_f"]["reason"] == "room_ended"
    assert result.events[-1]["event"] == "done"


def test_marks_give_points_and_publicity(desk):
    result = desk.split(
        """
        import pytest

        @pytest.mark.points(3)
        def test_dear():
            '''Dear things count more.'''
        @pytest.mark.public
        def test_seen(): pass
        """,
        "",
        public=False,
    )
    dear, seen = result.of_kind("collected")[0]["checks"]
    assert (dear["points"], dear["public"], dear["title"]) == (3, False, "Dear things count more.")
    assert (seen["points"], seen["public"], seen["title"]) == (1, True, "seen")


def test_asynchronous_tests_run(desk):
    desk.accepts(
        {
            "pytest.ini": "[pytest]\nasyncio_mode = auto\n",
            "test_a.py": "import asyncio, solution\nasync def test_a():\n"
            "    assert await asyncio.gather(solution.later(1), solution.later(2)) == [1, 2]",
        },
        "import asyncio\nasync def later(x):\n    await asyncio.sleep(0)\n    return x",
    )


def test_children_of_the_exam_room_cannot_speak_for_it(desk):
    result = desk.split(
        """
        import os

        def test_fork():
            child = os.fork()
            if child == 0:
                os._exit(0)
            assert os.waitpid(child, 0)[1] == 0
        """,
        "",
    )
    assert len(result.of_kind("finished")) == len(result.of_kind("done")) == 1
