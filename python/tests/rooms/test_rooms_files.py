"""Files and programs: working directories are separate, and tests do not notice."""


def test_files_cross_when_they_are_made_or_named(desk):
    desk.accepts(
        {
            "test_exam.py": """
            import os, pytest
            from pathlib import Path
            import solution

            def test_written():
                solution.write("out.txt", "one")
                assert Path("out.txt").read_text() == "one"
                solution.write("out.txt", "other")
                assert Path("out.txt").read_text() == "other"
                solution.remove("out.txt")
                assert not Path("out.txt").exists()

            def test_made_by_the_test():
                Path("in.txt").write_text("data")
                assert solution.read("in.txt") == "data"
                Path("in.txt").write_text("more data")
                assert solution.read("in.txt") == "more data"
                os.remove("in.txt")

            def test_folders():
                solution.write_deep("reports/2024/a.txt", "deep")
                assert Path("reports/2024/a.txt").read_text() == "deep"

            def test_named(): assert solution.read("data/cases.csv") == "1,2"
            def test_named_by_path(): assert solution.read(Path("data") / "cases.csv") == "1,2"

            def test_shared_folder(tmp_path):
                solution.write(tmp_path / "x.txt", "shared")
                assert (tmp_path / "x.txt").read_text() == "shared"
            """,
            "data/cases.csv": "1,2",
        },
        """
        import os
        def write(path, text):
            with open(path, "w") as file:
                file.write(text)
        def write_deep(path, text):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            write(path, text)
        def read(path):
            with open(path) as file:
                return file.read()
        def remove(path): os.remove(path)
        """,
    )


def test_the_submission_cannot_reach_or_replace_the_exams_files(desk):
    result = desk.split(
        {
            "test_exam.py": """
            from pathlib import Path
            import sys, pytest, solution

            def test_unnamed_data():
                with pytest.raises(FileNotFoundError):
                    solution.peek()

            def test_forged_data():
                solution.write("expected.txt", "forged")
                assert Path("expected.txt").read_text() == "true"

            def test_forged_code():
                for name in ("helper.py", "conftest.py", "json.so", "pkg/__init__.py", "../escaped.txt"):
                    solution.try_write(name)
                assert not any(Path(name).exists() for name in ("helper.py", "conftest.py", "json.so", "pkg/__init__.py"))
                assert not Path("../escaped.txt").exists()

            def test_link():
                solution.link()
                assert not Path("link.txt").exists()
            """,
            "expected.txt": "true",
            "hidden/key.txt": "secret",
        },
        """
        import os
        def peek(): return open("hidden/key.txt").read()
        def write(path, text):
            with open(path, "w") as file:
                file.write(text)
        def try_write(name):
            os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
            if ".." not in name:
                write(name, "raise SystemExit")
        def link(): os.symlink("/etc/passwd", "link.txt")
        """,
    )
    assert set(result.outcomes.values()) == {"passed"}, result.finished


PROGRAM = """
import sys
name = input()
print("hello", name, *sys.argv[1:])
print("careful", file=sys.stderr)
if __name__ == "__main__":
    sys.exit(3)
"""


PROGRAMS_RUN_AS_IN_ONE_ROOM_EXAM = """
import os, subprocess, sys, pytest
from pathlib import Path

MAIN = [sys.executable, "main.py"]

def test_run():
    done = subprocess.run([*MAIN, "a"], input="Bob\\n", capture_output=True, text=True)
    assert (done.stdout, done.stderr, done.returncode) == ("hello Bob a\\n", "careful\\n", 3)

def test_bytes():
    done = subprocess.run(MAIN, input=b"Bob\\n", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert sorted(done.stdout.split(b"\\n")) == [b"", b"careful", b"hello Bob"]

def test_check():
    with pytest.raises(subprocess.CalledProcessError) as failed:
        subprocess.run(MAIN, input="x\\n", text=True, check=True, capture_output=True)
    assert failed.value.returncode == 3

def test_check_output():
    assert subprocess.check_output([sys.executable, "-c", "import lib; print(lib.X)"], text=True) == "7\\n"

def test_module():
    assert subprocess.run([sys.executable, "-m", "lib"], capture_output=True, text=True).stdout == "as program\\n"

def test_shell():
    done = subprocess.run("echo Joe | python3 main.py b", shell=True, capture_output=True, text=True)
    assert done.stdout == "hello Joe b\\n"

def test_absolute_path():
    script = Path(__file__).parent / "main.py"
    done = subprocess.run([sys.executable, str(script)], input="Al\\n", capture_output=True, text=True)
    assert done.stdout == "hello Al\\n"

def test_timeout():
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", "import lib; lib.wait()"], timeout=0.3)

def test_talk():
    with subprocess.Popen(MAIN, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        process.stdin.write("Kim\\n")
        process.stdin.flush()
        assert process.stdout.readline() == "hello Kim\\n"
    assert process.returncode == 3

def test_environment():
    code = "import lib, os; print(os.environ['MODE'])"
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "MODE": "x"}, capture_output=True, text=True)
    assert done.stdout == "x\\n"

def test_input_file(tmp_path):
    (tmp_path / "in.txt").write_text("Zoe\\n")
    with open(tmp_path / "in.txt") as file:
        assert subprocess.run(MAIN, stdin=file, capture_output=True, text=True).stdout == "hello Zoe\\n"

def test_other_programs_are_run_here():
    assert subprocess.run(["echo", "hi"], capture_output=True).stdout == b"hi\\n"
    assert subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True).stdout == b"1\\n"
"""


def test_programs_run_as_in_one_room(desk):
    desk.accepts(
        PROGRAMS_RUN_AS_IN_ONE_ROOM_EXAM,
        {
            "main.py": PROGRAM,
            "lib.py": "import time\nX = 7\ndef wait(): time.sleep(60)\nif __name__ == '__main__': print('as program')",
        },
    )


def test_the_run_fixture_runs_a_program(desk):
    result = desk.split(
        """
        import subprocess, pytest

        def test_run(run):
            done = run(["main.py", "a"], stdin="Bob\\n")
            assert (done.stdout, done.stderr, done.status) == ("hello Bob a\\n", "careful\\n", 3)

        def test_files(run):
            done = run(["show.py"], files={"x.txt": "given"})
            assert done.stdout == "given"

        def test_timeout(run):
            with pytest.raises(subprocess.TimeoutExpired):
                run(["slow.py"], timeout=0.3)
        """,
        {
            "main.py": PROGRAM,
            "show.py": "print(open('x.txt').read(), end='')",
            "slow.py": "import time; time.sleep(60)",
        },
    )
    assert set(result.outcomes.values()) == {"passed"}, result.finished


def test_asynchronous_programs_run(desk):
    result = desk.split(
        {
            "pytest.ini": "[pytest]\nasyncio_mode = auto\n",
            "test_a.py": """
            import asyncio, sys
            from asyncio.subprocess import PIPE
            async def test_a():
                process = await asyncio.create_subprocess_exec(sys.executable, "main.py", stdin=PIPE, stdout=PIPE, stderr=PIPE)
                stdout, stderr = await process.communicate(b"Bob\\n")
                assert (stdout, process.returncode) == (b"hello Bob\\n", 3)
            """,
        },
        {"main.py": PROGRAM},
    )
    assert result.outcomes == {"test_a.py::test_a": "passed"}, result.finished
