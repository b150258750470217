"""Nothing that the submission changed in one check makes a later one skip."""


def test_variables_hold_until_the_check_ends(desk):
    result = desk.split(
        """
        import os, pytest, solution

        def test_set():
            solution.set("OWN", "1")
            assert os.environ["OWN"] == "1"
        def test_gone():
            assert "OWN" not in os.environ
            assert solution.get("OWN") == "1"
        def test_patched(monkeypatch):
            monkeypatch.setenv("LEVEL", "a")
            assert solution.get("LEVEL") == "a"
            solution.set("LEVEL", "b")
            assert os.environ["LEVEL"] == "b"
        def test_unpatched(): assert "LEVEL" not in os.environ and solution.get("LEVEL") is None
        @pytest.mark.skipif("os.environ.get('OWN')")
        def test_not_skipped(): assert solution.get("OWN") == "1"
        def test_not_while_collecting(): assert "AT_IMPORT" not in os.environ
        """,
        """
        import os
        os.environ["AT_IMPORT"] = "1"
        def set(name, value): os.environ[name] = value
        def get(name): return os.environ.get(name)
        """,
    )
    assert set(result.outcomes.values()) == {"passed"}, {node: each["message"] for node, each in result.finished.items()}


def test_a_skip_that_a_submission_may_cause_is_a_failure(desk):
    result = desk.split(
        """
        import sys, pytest, solution
        from pathlib import Path

        @pytest.fixture(scope="module")
        def ready(): return solution.ready()

        @pytest.mark.skip
        def test_never(): pass
        def test_platform(): pytest.skip("by the exam, before anything came back")
        def test_first(ready): assert not ready
        def test_by_fixture(ready):
            if not ready: pytest.skip("not ready")
        def test_leaves(): solution.leave()
        def test_by_file():
            if Path("left.txt").exists(): pytest.skip("left")
        @pytest.mark.skipif(sys.version_info > (3, 1), reason="at import")
        def test_at_import(): pass
        """,
        "def ready(): return False\ndef leave(): open('left.txt', 'w').close()",
    )
    outcomes = {node.partition("::")[2]: (each["outcome"], each["reason"]) for node, each in result.finished.items()}
    skipped, caused, passed = ("skipped", None), ("failed", "skipped_after_touching"), ("passed", None)
    assert outcomes == {
        "test_never": skipped,
        "test_platform": skipped,
        "test_first": passed,
        "test_by_fixture": caused,
        "test_leaves": passed,
        "test_by_file": caused,
        "test_at_import": skipped,
    }
