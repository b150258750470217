"""What a test patches or prepares in its process is seen by the submission, as in one process."""


INPUT_AND_OUTPUT_CROSS_EXAM = """
import io, sys, contextlib, builtins, pytest
from unittest import mock
import solution

def test_print(capsys):
    print("before")
    solution.greet("Bob")
    print("after")
    captured = capsys.readouterr()
    assert captured.out == "before\\nhello Bob\\nafter\\n" and captured.err == "warned\\n"

def test_redirect():
    with contextlib.redirect_stdout(io.StringIO()) as text:
        solution.greet("Eve")
    assert text.getvalue() == "hello Eve\\n"

@mock.patch("sys.stdout", new_callable=io.StringIO)
def test_patched_stream(stream):
    solution.greet("Ann")
    assert stream.getvalue() == "hello Ann\\n"

def test_patched_print():
    with mock.patch("builtins.print") as printed:
        solution.greet("Joe")
    printed.assert_any_call("hello", "Joe")

def test_input(monkeypatch):
    answers = iter(["a", "b"])
    monkeypatch.setattr("builtins.input", lambda prompt="": next(answers))
    assert solution.ask() == ["a", "b"]

def test_input_prompts():
    with mock.patch("builtins.input", side_effect=["x", "y"]) as asked:
        assert solution.ask() == ["x", "y"]
    assert asked.call_args_list == [mock.call("one? "), mock.call("two? ")]

def test_stdin(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("first\\nsecond\\nthird\\n"))
    assert solution.ask() == ["first", "second"]
    assert solution.rest() == "third\\n"
    assert capsys.readouterr().out == "one? two? "

def test_no_stdin():
    with pytest.raises(OSError):
        solution.ask()

def test_callback_order(capsys):
    solution.around(lambda: print("inside"))
    assert capsys.readouterr().out == "before\\ninside\\nafter\\n"
"""


INPUT_AND_OUTPUT_CROSS_SUBMISSION = """
import sys
def greet(name):
    print("hello", name)
    print("warned", file=sys.stderr)
def ask(): return [input("one? "), input("two? ")]
def rest(): return sys.stdin.read()
def around(f):
    print("before")
    f()
    print("after")
"""


def test_input_and_output_cross(desk):
    desk.accepts(
        INPUT_AND_OUTPUT_CROSS_EXAM,
        INPUT_AND_OUTPUT_CROSS_SUBMISSION,
    )


PATCHES_OF_THE_SUBMISSION_AND_OF_PYTHON_CROSS_EXAM = """
import random, time, os, json, urllib.request, subprocess, datetime, pytest
from unittest import mock
import solution

def test_module_function():
    with mock.patch("solution.helper", return_value=7) as helper:
        assert solution.use_helper(1) == 7
    helper.assert_called_once_with(1)
    assert solution.use_helper(1) == 2

def test_constant(monkeypatch):
    monkeypatch.setattr(solution, "LIMIT", 99)
    assert solution.limit() == 99

def test_constant_is_back(): assert solution.limit() == 10

def test_assignment():
    solution.LIMIT = 5
    assert solution.limit() == 5
    solution.LIMIT = 10

def test_imported_module():
    with mock.patch("solution.time.sleep") as sleep:
        solution.nap()
    sleep.assert_called_once_with(30)

@mock.patch("random.randint", return_value=4)
def test_random(randint):
    assert solution.roll() == 4
    randint.assert_called_once_with(1, 6)

def test_time(monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 123.0)
    assert solution.clock() == 123.0

def test_time_is_back(): assert solution.clock() > 1e9

def test_network():
    answer = mock.MagicMock()
    answer.read.return_value = b'{"a": 1}'
    answer.__enter__.return_value = answer
    with mock.patch("urllib.request.urlopen", return_value=answer):
        assert solution.fetch("http://nowhere/") == {"a": 1}

def test_subprocess():
    with mock.patch("subprocess.run") as run:
        run.return_value.stdout = "main"
        assert solution.branch() == "main"

def test_open():
    with mock.patch("builtins.open", mock.mock_open(read_data="from nowhere")):
        assert solution.load("x.txt") == "from nowhere"

def test_unlisted(monkeypatch):
    monkeypatch.setattr("json.loads", lambda text: "patched")
    assert solution.parse("1") == "patched"

def test_unlisted_is_back(): assert solution.parse("1") == 1

def test_class(monkeypatch):
    class Fake(datetime.datetime):
        @classmethod
        def now(cls, tz=None): return cls(2001, 2, 3)
    monkeypatch.setattr(datetime, "datetime", Fake)
    assert solution.year() == 2001

def test_own_class():
    with mock.patch.object(solution.Robot, "speak", return_value="beep"):
        assert solution.chat() == "beep"
    assert solution.chat() == "hello"
"""


PATCHES_OF_THE_SUBMISSION_AND_OF_PYTHON_CROSS_SUBMISSION = """
import random, time, os, json, urllib.request, subprocess, datetime
LIMIT = 10
def helper(n): return n + 1
def use_helper(n): return helper(n)
def limit(): return LIMIT
def nap(): time.sleep(30)
def roll(): return random.randint(1, 6)
def clock(): return time.time()
def fetch(url):
    with urllib.request.urlopen(url) as answer:
        return json.loads(answer.read())
def branch(): return subprocess.run(["git", "branch"], capture_output=True, text=True).stdout
def load(path):
    with open(path) as file:
        return file.read()
def parse(text): return json.loads(text)
def year(): return datetime.datetime.now().year
class Robot:
    def speak(self): return "hello"
def chat(): return Robot().speak()
"""


def test_patches_of_the_submission_and_of_python_cross(desk):
    desk.accepts(
        PATCHES_OF_THE_SUBMISSION_AND_OF_PYTHON_CROSS_EXAM,
        PATCHES_OF_THE_SUBMISSION_AND_OF_PYTHON_CROSS_SUBMISSION,
    )


def test_seeds_arguments_environment_and_directory_cross(desk):
    desk.accepts(
        """
        import os, random, sys, pytest
        from unittest import mock
        import solution

        def test_seed():
            random.seed(7)
            mine = [random.randint(1, 100) for _ in range(5)]
            random.seed(7)
            assert [solution.roll() for _ in range(5)] == mine

        def test_environment(monkeypatch):
            monkeypatch.setenv("MODE", "fast")
            assert solution.mode() == "fast"
            monkeypatch.delenv("MODE")
            assert solution.mode() is None

        def test_environment_dict():
            with mock.patch.dict(os.environ, {"MODE": "slow"}):
                assert solution.mode() == "slow"
            assert solution.mode() is None

        def test_environment_back():
            solution.set_mode("own")
            assert os.environ["MODE"] == "own"
            del os.environ["MODE"]
            assert solution.mode() is None

        def test_arguments(monkeypatch):
            monkeypatch.setattr(sys, "argv", ["prog", "--x", "3"])
            assert solution.arguments() == ["--x", "3"]

        def test_exit():
            with pytest.raises(SystemExit) as left:
                solution.leave(3)
            assert left.value.code == 3

        def test_directory(tmp_path, monkeypatch):
            monkeypatch.chdir(tmp_path)
            (tmp_path / "in.txt").write_text("text")
            assert solution.copy("in.txt", "out.txt") == str(tmp_path)
            assert (tmp_path / "out.txt").read_text() == "text"
        """,
        """
        import os, random, sys
        def roll(): return random.randint(1, 100)
        def mode(): return os.environ.get("MODE")
        def set_mode(value): os.environ["MODE"] = value
        def arguments(): return sys.argv[1:]
        def leave(code): sys.exit(code)
        def copy(a, b):
            with open(a) as one, open(b, "w") as other:
                other.write(one.read())
            return os.getcwd()
        """,
    )


def test_numpy_seeds_cross(desk):
    desk.accepts(
        """
        import numpy as np
        import solution

        def test_seed():
            np.random.seed(3)
            mine = np.random.rand(4).tolist()
            np.random.seed(3)
            assert solution.draw(4) == mine
        """,
        "import numpy as np\ndef draw(n): return np.random.rand(n).tolist()",
    )


def test_a_frozen_clock_stands_still_in_both_rooms(desk):
    desk.accepts(
        """
        import datetime, time
        from freezegun import freeze_time
        import solution

        @freeze_time("2020-02-03 04:05:06")
        def test_decorator():
            assert solution.now() == datetime.datetime(2020, 2, 3, 4, 5, 6)
            assert solution.stamp() == time.time()

        def test_tick():
            with freeze_time("2020-01-01") as frozen:
                assert solution.today() == datetime.date(2020, 1, 1)
                frozen.tick(datetime.timedelta(days=2))
                assert solution.today() == datetime.date(2020, 1, 3)
                frozen.move_to("2021-05-05")
                assert solution.today().isoformat() == "2021-05-05"
            assert solution.today().year > 2021
        """,
        """
        import datetime, time
        def now(): return datetime.datetime.now()
        def today(): return datetime.date.today()
        def stamp(): return time.time()
        """,
    )


def test_log_records_and_warnings_cross(desk):
    desk.accepts(
        """
        import logging, unittest, warnings, pytest
        import solution

        def test_records(caplog):
            solution.log("hi %s", "you")
            assert caplog.record_tuples == [("solution", logging.WARNING, "hi you")]
            solution.inform("quiet")
            assert len(caplog.records) == 1
            with caplog.at_level(logging.INFO, logger="solution"):
                solution.inform("loud")
            assert caplog.messages[-1] == "loud"
            solution.inform("quiet again")
            assert len(caplog.records) == 2

        class LogTest(unittest.TestCase):
            def test_logs(self):
                with self.assertLogs("solution", "INFO") as logs:
                    solution.inform("x")
                assert logs.output == ["INFO:solution:x"]

            def test_warns(self):
                with self.assertWarns(DeprecationWarning):
                    solution.old()

        def test_warns():
            with pytest.warns(DeprecationWarning, match="is old"):
                solution.old()

        def test_error_filter():
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                with pytest.raises(DeprecationWarning):
                    solution.old()

        def test_recorder(recwarn):
            solution.own()
            assert [str(each.message) for each in recwarn] == ["mine"]
            assert issubclass(recwarn[0].category, solution.OwnWarning)
        """,
        """
        import logging, warnings
        logger = logging.getLogger(__name__)
        class OwnWarning(UserWarning): pass
        def log(*args): logger.warning(*args)
        def inform(*args): logger.info(*args)
        def old(): warnings.warn("this is old", DeprecationWarning)
        def own(): warnings.warn("mine", OwnWarning)
        """,
    )


def test_the_source_of_the_submission_can_be_read(desk):
    desk.accepts(
        """
        import ast, inspect
        from pathlib import Path
        import solution

        def test_function():
            assert inspect.getsource(solution.double) == "def double(n):\\n    return n * 2\\n"
            lines, start = inspect.getsourcelines(solution.double)
            assert (len(lines), start) == (2, 1)

        def test_method(): assert "return 3" in inspect.getsource(solution.Box.three)
        def test_class(): assert inspect.getsource(solution.Box).startswith("class Box")
        def test_module(): assert "class Box" in inspect.getsource(solution)

        def test_file():
            path = Path(__file__).parent / "solution.py"
            assert path.exists() and path.is_file()
            names = [node.name for node in ast.parse(path.read_text()).body]
            assert names == ["double", "Box"]
            assert Path(inspect.getsourcefile(solution.double)).name == "solution.py"
        """,
        "def double(n):\n    return n * 2\n\nclass Box:\n    def three(self):\n        return 3\n",
    )


def test_output_of_child_processes_reaches_capfd(desk):
    desk.accepts(
        """
        import solution
        def test_child(capfd):
            solution.speak()
            assert capfd.readouterr().out == "spoken\\nraw"
        """,
        "import os, subprocess\ndef speak():\n    subprocess.run(['echo', 'spoken'])\n    os.write(1, b'raw')",
    )


def test_a_mock_as_an_argument_is_asked_nothing(desk):
    desk.accepts(
        {
            "test_exam.py": """
            from unittest import mock
            import solution

            def test_mock():
                thing = mock.MagicMock()
                solution.use(thing)
                assert thing.mock_calls == [mock.call.work(1)]
            """,
            "data.txt": "a data file",
        },
        "def use(thing): thing.work(1)",
    )


def test_seeding_again_with_the_same_number_starts_again(desk):
    desk.accepts(
        """
        from random import Random, seed

        from solution import draw

        def test_twice():
            expected = [Random(7).random()] * 2
            drawn = []
            for _ in range(2):
                seed(7)
                drawn.append(draw())
            assert drawn == expected
        """,
        "import random\ndef draw():\n    return random.random()",
    )
