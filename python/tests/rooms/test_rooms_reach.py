"""A callback that opens files opens honest ones, and neither the exam's nor those of its process."""


def test_openers_open_what_was_handed_over(desk):
    desk.accepts(
        {
            "test_exam.py": """
            import importlib, json, solution
            from pathlib import Path

            def opener(name, *args): return open(name, *args)

            def test_shared(tmp_path):
                (tmp_path / "a.txt").write_text("shared")
                assert solution.read(opener, tmp_path / "a.txt") == "shared"
                solution.write(opener, tmp_path / "b.txt")
                assert (tmp_path / "b.txt").read_text() == "written"
            def test_handed(): assert solution.read(opener, "data.txt") == "data"
            def test_own_choice():
                assert solution.call(lambda: open("rates.json").read()) == "{}"
                assert solution.give(lambda page: open(f"pages/{page}.html").read(), "start") == "<p>"
            def test_imports():
                assert solution.call(lambda: importlib.import_module("helper").VALUE) == 5
            def test_made_here():
                Path("made.txt").write_text("made")
                assert solution.call(lambda: open("made.txt").read()) == "made"
            def test_afterwards(): assert Path("test_exam.py").exists() and "opener" in open("test_exam.py").read()
            """,
            "data.txt": "data",
            "rates.json": "{}",
            "pages/start.html": "<p>",
            "helper.py": "VALUE = 5",
        },
        """
        def read(opener, name):
            with opener(name) as file: return file.read()
        def write(opener, name):
            with opener(name, "w") as file: file.write("written")
        def call(function): return function()
        def give(function, *args): return function(*args)
        """,
    )


def test_openers_do_not_open_the_exam_or_its_process(desk):
    result = desk.split(
        {
            "test_exam.py": """
            import os, subprocess, solution

            SECRET = "kelp"
            def test_opener():
                found = solution.search(lambda name, *args: open(name, *args).read())
                assert found == []
            def test_descriptors():
                found = solution.search(lambda name, *args: open(name, "wb", closefd=False) and "", range(3, 5))
                assert found == []
            def test_listing(): assert solution.search(lambda name: str(os.listdir(name)), [".", "/proc/self/fd"]) == []
            def test_program(): assert solution.search(lambda name: subprocess.run(["cat", name]) and "") == []
            def test_removal(): assert solution.search(lambda name: str(os.remove(name))) == []
            def test_rename(): assert solution.search(lambda name: str(os.rename(name, "/tmp/x"))) == []
            def test_link(tmp_path):
                link = str(tmp_path / "link")
                solution.search(lambda name: os.symlink(os.path.abspath(name), link), ["expected.json", "test_exam.py"])
                assert not os.path.lexists(link)
            """,
            "expected.json": "[1]",
            "conftest.py": "",
        },
        """
        NAMES = ["test_exam.py", "expected.json", "conftest.py", "./test_exam.py", "/proc/self/maps", "/proc/self/fd/4",
                 "/proc/self/cwd/test_exam.py", "/dev/fd/3", b"test_exam.py", "sub/../test_exam.py"]
        def search(opener, names=NAMES):
            found = []
            for name in names:
                try:
                    found.append((name, opener(name)))
                except OSError:
                    pass
            return found
        """,
    )
    assert set(result.outcomes.values()) == {"passed"}, {node: each["message"] for node, each in result.finished.items()}


def test_objects_of_libraries_do_not_reach_out(desk):
    result = desk.split(
        """
        import asyncio, logging, sqlite3, string, pytest, solution
        from unittest import mock

        @pytest.mark.parametrize("name", ["enable_load_extension", "load_extension", "setlimit"])
        def test_database(name): assert not solution.has(sqlite3.connect(":memory:"), name)
        def test_honest_database():
            with sqlite3.connect(":memory:") as base:
                assert solution.fill(base) == [(1, "a")]
        def test_files_by_sql(tmp_path):
            assert solution.attach(sqlite3.connect(":memory:"), str(tmp_path / "x.db")) == "OperationalError"
            assert not (tmp_path / "x.db").exists()
        @pytest.mark.parametrize("name", ["manager", "root", "findCaller"])
        def test_logger(name): assert not solution.has(logging.getLogger("x"), name)
        def test_loop():
            loop = asyncio.new_event_loop()
            assert not solution.has(loop, "subprocess_exec")
            loop.close()
        def test_formatter(): assert not solution.has(string.Formatter(), "get_field")
        @pytest.mark.parametrize("name", ["_mock_children", "_mock_return_value", "return_value", "mock_calls", "__dict__"])
        def test_double(name): assert not solution.has(mock.Mock(), name)
        """,
        """
        def has(target, name):
            try:
                found = getattr(target, name)
                if callable(found):
                    found()
            except AttributeError:
                return False
            return True
        def fill(base):
            base.execute("create table t (n integer, s text)")
            base.execute("insert into t values (?, ?)", (1, "a"))
            return [tuple(row) for row in base.execute("select * from t")]
        def attach(base, path):
            try:
                base.execute("attach database '" + path + "' as x")
                base.execute("create table x.t (n)")
            except Exception as error:
                return type(error).__name__
        """,
    )
    assert set(result.outcomes.values()) == {"passed"}, {node: each["message"] for node, each in result.finished.items()}
