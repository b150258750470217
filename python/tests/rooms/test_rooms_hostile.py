"""What a hostile submission may try through the hooks changes nothing in the exam room."""

FORGER = """
import gc, sys

def start():
    peer = next(each for each in gc.get_objects() if type(each).__name__ == "Peer")
    junk = [5, "x", b"y", (), ("o",), ("o", 7, "z", "text"), ((),), (("a",),), (("PATH", "forged"),), ((1, 2),),
            (("../x.txt", b"1"),), (("conftest.py", b"1"),), (("a/../b", b"1"),), (("x", 1),), ((None, None),),
            (("root", "40", 1, {}, 0, 0, 0, 0, 0),), None]
    for name in ("output", "environment", "files", "records", "warnings", "argv", "stdin", "seeds", "clock", "overrides"):
        state = list(junk)
        peer.add_note(name, lambda state=state: state.pop() if state else None)

def work(): return 1
"""


def test_forged_notes_change_nothing(desk):
    result = desk.split(
        """
        import os, sys, random, time, solution
        from pathlib import Path

        def test_forged():
            before = (dict(os.environ), list(sys.argv), sys.stdin, random.getstate(), time.time, sorted(os.listdir()))
            solution.start()
            for _ in range(20):
                assert solution.work() == 1
            after = (dict(os.environ), list(sys.argv), sys.stdin, random.getstate(), time.time, sorted(os.listdir()))
            assert before == after
            assert not Path("../x.txt").exists()

        def test_next(): assert solution.work() == 1
        """,
        FORGER,
    )
    assert set(result.outcomes.values()) == {"passed"}, result.finished
    assert not result.of_kind("exam_problem")


def test_texts_that_are_no_unicode_are_told(desk):
    result = desk.split("import solution\ndef test_odd(): assert solution.odd() == 'x'", "def odd(): return '\\ud800'")
    assert result.outcomes == {"test_exam.py::test_odd": "failed"}
    assert result.events[-1] == {"event": "done"}


def test_late_threads_do_not_disturb_later_checks(desk):
    result = desk.split(
        """
        import solution
        def test_start(): assert solution.start() is None
        def test_after(capsys): assert solution.add(1, 2) == 3
        """,
        """
        import threading, builtins
        def start():
            def run():
                while True:
                    print("noise")
                    builtins.__dict__["noise"] = 1
            threading.Thread(target=run, daemon=True).start()
        def add(a, b): return a + b
        """,
    )
    assert set(result.outcomes.values()) == {"passed"}, result.finished


def test_hidden_files_of_the_exam_do_not_reach_the_submission(desk):
    result = desk.split(
        {
            "test_exam.py": """
            import solution
            def test_listing():
                assert solution.listing() == ["solution.py"]
                assert "PYTEST_CURRENT_TEST" not in solution.variables()
            def test_arguments(tmp_path):
                assert "test_arguments" not in str(tmp_path)
            """,
            "cases.json": "{}",
        },
        "import os\ndef listing(): return sorted(os.listdir())\ndef variables(): return list(os.environ)",
    )
    assert result.outcomes["test_exam.py::test_listing"] == "passed", result.finished
    assert result.outcomes["test_exam.py::test_arguments"] == "passed", result.finished


def test_predicates_and_errors_that_agree_with_everything_earn_nothing(desk):
    result = desk.split(
        """
        import pytest, solution
        @pytest.mark.parametrize("name", ["equals", "startswith", "isin"])
        def test_predicate(name): assert getattr(solution.Any(), name)(5)
        @pytest.mark.parametrize("error", [KeyError, ValueError, ConnectionError])
        def test_error(error):
            with pytest.raises(error):
                solution.fail()
        """,
        """
        class Any:
            def __getattr__(self, name): return lambda *args: 1
            def equals(self, other): return self
        class Base(KeyError, TypeError): pass
        class Everything(Base, ValueError, ConnectionError): pass
        def fail(): raise Everything
        """,
    )
    assert set(result.outcomes.values()) == {"failed"}, result.finished


def test_an_error_may_be_two_kinds(desk):
    desk.accepts(
        """
        import pytest, solution
        @pytest.mark.parametrize("error", [KeyError, LookupError, AttributeError, solution.Missing])
        def test_error(error):
            with pytest.raises(error):
                solution.fail()
        def test_predicate_among_own(): assert solution.Own(1).equals(solution.Own(1))
        """,
        """
        class Missing(KeyError, AttributeError): pass
        def fail(): raise Missing("x")
        class Own:
            def __init__(self, x): self.x = x
            def equals(self, other): return self.x == other.x
        """,
    )
