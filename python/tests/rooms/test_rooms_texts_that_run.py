"""Texts, pickles and annotations of the submission: honest tests use them as ever, nothing of them runs in the exam room."""

import pytest

SPY = "__import__('builtins').__dict__.__setitem__('SEEN', 1)"


def test_a_representation_can_be_evaluated(desk):
    desk.accepts(
        """
        import datetime
        from decimal import Decimal
        from fractions import Fraction
        from pathlib import Path, PurePosixPath
        from solution import Point, Shape, value
        import solution

        def test_shown(): assert eval(repr(Point(1, -2.5))) == Point(1, -2.5)
        def test_nested(): assert eval(repr(Shape([Point(0, 1)], name="a"))).points[0] == Point(0, 1)
        def test_given(): assert eval(repr(Point(3, 4)), {"Point": Point}).x == 3
        def test_module(): assert eval("solution." + repr(Point(3, 4))).y == 4
        def test_plain():
            for kind in range(6):
                assert eval(repr(value(kind))) == value(kind)
        def test_arithmetic(): assert eval(solution.formula(), {"x": 5, "y": 3}) == 5 * (5 + 3) - 2 ** 3
        def test_own_text():
            names = {}
            exec("def double(x):\\n    return x * 2", names)
            assert names["double"](4) == 8
            assert eval("sum(n for n in range(4))") == 6
            assert eval(compile("Point(1, 2).x", "here", "eval")) == 1
        def test_syntax(): assert compile(solution.program(), "solution.py", "exec").co_name == "<module>"
        """,
        """
        import datetime
        from dataclasses import dataclass, field
        from decimal import Decimal
        from fractions import Fraction
        from pathlib import PurePosixPath

        @dataclass
        class Point:
            x: float
            y: float

        @dataclass
        class Shape:
            points: list
            name: str

        def value(kind):
            return [Decimal("1.5"), Fraction(1, 3), datetime.datetime(2026, 3, 5), {"a": [1, (2,)]}, {1, 2}, "x" * 3][kind]

        def formula(): return "x * (x + y) - 2 ** y"
        def program(): return "print('hello')"
        """,
    )


def test_a_text_of_the_submission_runs_nothing(desk):
    result = desk.split(
        """
        import builtins, pytest, solution
        EXPECTED = 42

        @pytest.mark.parametrize("number", range(9))
        def test_refused(number):
            with pytest.raises((PermissionError, NameError)):
                eval(solution.text(number))
            assert not hasattr(builtins, "SEEN")

        def test_exec():
            with pytest.raises(PermissionError):
                exec(solution.text(0))
            with pytest.raises(PermissionError):
                exec(compile(solution.text(0), "x", "exec"))
            with pytest.raises(NameError):
                eval(compile(solution.text(0), "x", "eval"))
            assert not hasattr(builtins, "SEEN")

        def test_module(tmp_path, monkeypatch):
            solution.leave(str(tmp_path / "written_there.py"))
            monkeypatch.syspath_prepend(tmp_path)
            with pytest.raises(PermissionError):
                import written_there
            assert not hasattr(builtins, "SEEN")
        """,
        f"""
        SPY = {SPY!r}
        def text(number):
            return [SPY, "EXPECTED", "().__class__", "(lambda: 1)()", "[x for x in (1,)]", "'{{0.x}}'.format(1)",
                    "open('/etc/passwd')", "9 ** 9 ** 9", "pytest.skip('x')"][number]
        def leave(file): open(file, "w").write("import builtins; builtins.SEEN = 1")
        """,
    )
    assert set(result.outcomes.values()) == {"passed"}, {node: each["message"] for node, each in result.finished.items()}


def test_annotations_are_evaluated_where_they_were_written(desk):
    desk.accepts(
        """
        import functools, inspect, typing, solution
        from solution import Point, move

        def test_function(): assert typing.get_type_hints(move) == {"point": Point, "by": float, "return": Point}
        def test_class(): assert typing.get_type_hints(Point)["x"] is float
        def test_optional(): assert typing.get_type_hints(Point.name)["return"] == typing.Optional[str]
        def test_inspect(): assert inspect.get_annotations(move, eval_str=True)["by"] is float
        def test_signature(): assert inspect.signature(move, eval_str=True).return_annotation is Point
        def test_plain_signature(): assert inspect.signature(move).return_annotation == "Point"
        def test_own():
            def mine(x: "int") -> "str": ...
            assert typing.get_type_hints(mine) == {"x": int, "return": str}
        """,
        """
        from __future__ import annotations
        from dataclasses import dataclass
        from typing import Optional

        @dataclass
        class Point:
            x: float
            def name(self) -> Optional[str]: ...

        def move(point: Point, by: float) -> Point: ...
        """,
    )


def test_annotations_run_nothing(desk):
    result = desk.split(
        """
        import builtins, functools, inspect, typing, solution

        def ask(question):
            try:
                question()
            except Exception:
                pass
            assert not hasattr(builtins, "SEEN")

        def test_hints(): ask(lambda: typing.get_type_hints(solution.work))
        def test_class(): ask(lambda: typing.get_type_hints(solution.Kind))
        def test_module(): ask(lambda: typing.get_type_hints(solution))
        def test_annotations(): ask(lambda: inspect.get_annotations(solution.work, eval_str=True))
        def test_signature(): ask(lambda: inspect.signature(solution.work, eval_str=True))
        def test_subclass():
            class Mine(solution.Kind): pass
            ask(lambda: typing.get_type_hints(Mine))
        def test_wrapped():
            @functools.wraps(solution.work)
            def mine(): ...
            ask(lambda: typing.get_type_hints(mine))
            ask(lambda: inspect.get_annotations(mine, eval_str=True))
            ask(lambda: inspect.signature(mine, eval_str=True))
        """,
        f"""
        SPY = {SPY!r}
        class Kind:
            __annotations__ = {{"x": SPY}}
        def work(): ...
        work.__annotations__["return"] = SPY
        __annotations__ = {{"y": SPY}}
        """,
    )
    assert set(result.outcomes.values()) == {"passed"}, {node: each["message"] for node, each in result.finished.items()}


def test_pickles_rebuild_data(desk):
    pytest.importorskip("pandas")
    desk.accepts(
        """
        import collections, datetime, decimal, fractions, io, pathlib, pickle, shelve, numpy, pandas, pytest, solution

        class Own:
            def __init__(self, x): self.x = x

        @pytest.mark.parametrize("protocol", range(6))
        def test_data(tmp_path, protocol):
            data = [1, {"a": {1, 2}}, datetime.date(2026, 1, 2), decimal.Decimal("1.5"), fractions.Fraction(1, 3), 2j,
                    collections.OrderedDict(a=1), collections.Counter("aa"), pathlib.PurePosixPath("x")]
            solution.save(tmp_path / "x", data, protocol)
            with open(tmp_path / "x", "rb") as file:
                assert repr(pickle.load(file)) == repr(data)

        def test_arrays(tmp_path):
            solution.save(tmp_path / "x", numpy.arange(6).reshape(2, 3), 5)
            assert pickle.loads((tmp_path / "x").read_bytes()).sum() == 15
            numpy.save(tmp_path / "y.npy", numpy.array([1, "a", None], dtype=object))
            assert numpy.load(tmp_path / "y.npy", allow_pickle=True)[1] == "a"

        def test_tables(tmp_path):
            table = pandas.DataFrame({"a": [1, 2], "b": ["x", None], "c": pandas.to_datetime(["2026-01-01", None])})
            table["d"] = table["b"].astype("category")
            solution.save(tmp_path / "x", table, 5)
            pandas.testing.assert_frame_equal(pandas.read_pickle(tmp_path / "x"), table)

        def test_own_class(): assert pickle.loads(pickle.dumps(Own(3))).x == 3
        def test_shelf(tmp_path):
            solution.shelf(str(tmp_path / "shelf"))
            with shelve.open(str(tmp_path / "shelf")) as shelf:
                assert shelf["a"] == [1, 2]
        def test_class_of_the_submission():
            again = pickle.loads(pickle.dumps(solution.Point(1, 2)))
            assert again == solution.Point(1, 2) and again.y == 2
            assert pickle.load(io.BytesIO(solution.dumped())).x == 7
        """,
        """
        import pickle, shelve
        from dataclasses import dataclass

        @dataclass
        class Point:
            x: int
            y: int

        def save(path, data, protocol): path.write_bytes(pickle.dumps(data, protocol))
        def dumped(): return pickle.dumps(Point(7, 8))
        def shelf(name):
            with shelve.open(name) as made: made["a"] = [1, 2]
        """,
    )


def test_pickles_run_nothing(desk):
    pytest.importorskip("pandas")
    result = desk.split(
        """
        import builtins, io, pickle, numpy, pandas, pytest, solution

        @pytest.mark.parametrize("number", range(4))
        @pytest.mark.parametrize("protocol", [0, 2, 4])
        def test_refused(tmp_path, number, protocol):
            data = solution.trap(number, protocol)
            (tmp_path / "x").write_bytes(data)
            ways = [lambda: pickle.loads(data), lambda: pickle.load(io.BytesIO(data)), lambda: pickle._loads(data),
                    lambda: pickle.Unpickler(io.BytesIO(data)).load(), lambda: pandas.read_pickle(tmp_path / "x"),
                    lambda: numpy.load(tmp_path / "x", allow_pickle=True)]
            for way in ways:
                try:
                    way()
                except Exception:
                    pass
                assert not hasattr(builtins, "SEEN")
        """,
        f"""
        import builtins, pickle, functools, operator
        SPY = {SPY!r}
        class Trap:
            def __init__(self, *parts): self.parts = parts
            def __reduce__(self): return self.parts
        def trap(number, protocol):
            return pickle.dumps([Trap(eval, (SPY,)), Trap(exec, (SPY,)), Trap(getattr, (str, "upper")),
                                 None][number], protocol) if number != 3 else (
                b"cos\\nsystem\\n(Vexit 1\\ntR.")
        """,
    )
    assert set(result.outcomes.values()) == {"passed"}, {node: each["message"] for node, each in result.finished.items()}


def test_a_program_on_the_shared_volume_runs_in_the_submission_room(desk):
    result = desk.split(
        """
        import subprocess, sys, solution

        def test_written_by_the_submission(tmp_path):
            solution.write(str(tmp_path / "made.py"))
            done = subprocess.run([sys.executable, str(tmp_path / "made.py")], capture_output=True, text=True, cwd=tmp_path)
            assert done.stdout.strip() == "5 False"
        """,
        """
        def write(name):
            with open(name, "w") as file:
                file.write("import os, glob; print(2 + 3, bool(glob.glob(os.environ['HOME'] + '/test_*.py')))")
        """,
    )
    assert set(result.outcomes.values()) == {"passed"}, {node: each["message"] for node, each in result.finished.items()}
