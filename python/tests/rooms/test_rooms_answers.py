"""Claims in `answers.toml`: read strictly, judged by keys, never a crash of the exam."""

import sys
import types
from pathlib import Path

import pytest

package = sys.modules.setdefault("_assay", types.ModuleType("_assay"))
package.__path__ = [str(Path(__file__).resolve().parents[2])]

from _assay.exam_room.kinds.answers.claims import Claims  # noqa: E402
from _assay.exam_room.kinds.answers.keys import Choice, Interval, Items, Number, Ranking, Text, Truth  # noqa: E402
from _assay.exam_room.kinds.failures import Missing, Unreadable  # noqa: E402

WORDS = """{
    "total": Number(1250.5, within=0.05),
    "hour": Number(17, whole=True),
    "wait": Number(250, relative=0.01, unit="ms", units={"s": 1000}),
    "cause": Choice("dns", of=["dns", "disk", "load"]),
    "late": Truth(True),
    "city": Text("Zürich", "Zurich"),
    "ids": Items(["A1", "A2", "A3"]),
    "order": Ranking(["a", "b", "c"]),
    "mean": Interval(10.0, widest=2.0),
}
"""
KEYS = f"from assay.answers import Choice, Interval, Items, Number, Ranking, Text, Truth\nKEYS = {WORDS}"
HERE = eval(WORDS)
EXAM = (
    KEYS
    + """
import pytest

@pytest.mark.parametrize("name", KEYS)
def test_claim(answers, name): answers.holds(name, KEYS[name])
"""
)
RIGHT = """
[answers.total]
value = 1250.52
[answers.hour]
value = 17
[answers.wait]
value = 0.2505
unit = "s"
[answers.cause]
value = "dns"
[answers.late]
value = true
[answers.city]
value = " zurich "
[answers.ids]
value = ["a3", "A1", "A2"]
[answers.order]
value = ["a", "b", "c"]
[answers.mean]
value = [9.5, 11]
"""


def outcomes(desk, text, exam=EXAM):
    """The names whose check passed, and why the others did not."""
    result = desk.split(exam, {"answers.toml": text})
    assert not result.of_kind("exam_problem"), result.events
    names = {node.partition("[")[2].rstrip("]") or node.partition("::")[2]: each for node, each in result.finished.items()}
    return {name for name, each in names.items() if each["outcome"] == "passed"}, names


def test_right_claims_in_every_form_of_toml_pass(desk):
    passed, names = outcomes(desk, RIGHT)
    assert len(passed) == 9, names
    inline = '[answers]\ntotal = {value = 1250.5, confidence = 1}\nhour.value = 17\nlate = {value = true}\r\n'
    assert outcomes(desk, inline)[0] == {"total", "hour", "late"}


WRONG = {
    "total": ["1250.56", "inf", "nan", '"1250.5"', "true", "[1250.5]", "1" + "0" * 400],
    "hour": ["17.0", "16", "true"],
    "wait": ["0.25", "253"],
    "cause": ['"disk"', '"DNS"', '["dns"]', '"dns disk load"', '{a = "dns"}'],
    "late": ["1", '"true"', "false"],
    "city": ['"Zürich Bern"', '"zuri"', '["Zürich"]', "1"],
    "ids": ['["A1", "A2"]', '["A1", "A2", "A3", "A4"]', '["A1", "A2", "A3", "A3"]', '"A1 A2 A3"', "[true]", "[[]]"],
    "order": ['["a", "c", "b"]', '["a", "b"]', '["a", "b", "c", "d"]'],
    "mean": ["[9, 11.5]", "[11, 9]", "[10.5, 11]", "10", "[-inf, inf]", "[9.5]", '["9", "11"]'],
}


def test_a_key_takes_no_claim_that_is_wrong_of_another_type_or_says_everything(tmp_path):
    for name, values in WRONG.items():
        for value in values:
            (tmp_path / "answers.toml").write_text(f"[answers.{name}]\nvalue = {value}\n")
            try:
                agrees = HERE[name].agrees(Claims(tmp_path).need(name))
            except Unreadable:
                agrees = False
            assert agrees is False, (name, value)


REFUSED = {
    "[answers.total]\nvalue = \n": (2, "not valid TOML"),
    "[answers.total]\nvalue = 1\n[answers.total]\nvalue = 2\n": (3, "not valid TOML"),
    "a = " + "[" * 3000 + "]" * 3000: (1, "not valid TOML"),
    "a = " + "9" * 5000: (1, "not valid TOML"),
    "# form\n\n[answers.total]\nvalue = 1\nconfidense = 1\n": (5, "has no field `confidense`"),
    "[answers.total]\nvalue = 1\n\n[answers.hour]\nvalue = 3\nconfidence = 1.5\n": (6, "must be a number from 0"),
    "[answers.total]\nvalue = 1\nconfidence = nan\n": (3, "must be a number from 0"),
    "[answers]\nhour = 17\n": (2, "write `[answers.hour]`"),
    "[answer.hour]\nvalue = 17\n": (1, "claims are written as"),
    "[answers.Hour]\nvalue = 17\n": (1, "is no id"),
    "[answers.hour]\nunit = \"h\"\n": (1, "needs `value"),
    "[[answers]]\nvalue = 17\n": (1, "must be a table"),
    "[answers.hour]\nvalue = '''\n[answers.x]\n'''\nsure = 1\n": (5, "has no field `sure`"),
    "[answers.ids]\nvalue = [[[[[1]]]]]\n": (2, "too many parts"),
    "[answers.city]\nvalue = \"" + "x" * 5000 + '"\n': (2, "longer than"),
    "# " + "x" * 70000: (1, "larger than"),
    "\n" * 5000: (4000, "more than 4000 lines"),
    "".join(f"[answers.q{number}]\nvalue = 1\n" for number in range(201)): (1, "more than 200 claims"),
}


def test_a_file_that_cannot_be_read_is_refused_with_its_line(tmp_path):
    for text, (line, words) in REFUSED.items():
        (tmp_path / "answers.toml").write_text(text)
        with pytest.raises(Unreadable) as refused:
            Claims(tmp_path)
        assert words in str(refused.value) and len(str(refused.value)) < 1000, str(refused.value)
        assert refused.value.__assay_location__[0][:2] == ("answers.toml", line), text[:60]


def test_only_a_regular_file_is_read(tmp_path):
    with pytest.raises(Missing):
        Claims(tmp_path)
    (tmp_path / "elsewhere.toml").write_text("")
    (tmp_path / "answers.toml").symlink_to("elsewhere.toml")
    with pytest.raises(Missing):
        Claims(tmp_path)
    (tmp_path / "answers.toml").unlink()
    (tmp_path / "answers.toml").write_bytes(b"a = 1\n\xff")
    with pytest.raises(Unreadable) as refused:
        Claims(tmp_path)
    assert refused.value.__assay_location__[0][1] == 2


def test_a_fault_of_the_file_fails_every_check_at_its_line(desk):
    passed, names = outcomes(desk, "# form\n\n[answers.total]\nvalue = 1\nconfidense = 1\n")
    assert not passed and {each["reason"] for each in names.values()} == {"unreadable"}
    assert {each["outcome"] for each in names.values()} == {"failed"}
    assert names["hour"]["location"] == {"file": "answers.toml", "line": 5, "function": None, "text": "confidense = 1"}


def test_a_missing_file_and_a_missing_claim_are_told_apart_from_wrong_ones(desk):
    passed, names = outcomes(desk, '[answers.total]\nvalue = ""\n[answers.hour]\nvalue = 16\n')
    assert not passed
    reasons = [names[name]["reason"] for name in ("total", "late", "hour")]
    assert reasons == ["not_answered", "not_answered", None]
    assert names["hour"]["got"] == "16" and names["hour"]["expected"] == "17"


def test_false_claims_cost_and_confidence_is_scored(desk):
    exam = (
        KEYS
        + """
def test_precise(answers): answers.judge(KEYS).need(least_right=2, most_wrong=0)
def test_calibrated(answers): answers.judge(KEYS).need_calibration(0.15)
def test_only(answers): answers.only(KEYS)
"""
    )
    two = "[answers.hour]\nvalue = 17\nconfidence = 0.9\n[answers.late]\nvalue = true\nconfidence = 1\n"
    assert outcomes(desk, two, exam)[0] == {"test_precise", "test_only"}
    assert outcomes(desk, two + "[answers.cause]\nvalue = 'disk'\n", exam)[0] == {"test_only"}
    assert outcomes(desk, two + "[answers.causes]\nvalue = 'disk'\n", exam)[0] == {"test_precise"}
    assert outcomes(desk, RIGHT, exam)[0] == {"test_precise", "test_calibrated", "test_only"}
    assert outcomes(desk, RIGHT.replace("value", "confidence = 0.5\nvalue"), exam)[0] == {"test_precise", "test_only"}
    assert outcomes(desk, "", exam)[0] == {"test_only"}


def test_places_are_matched_one_to_one_and_look_alikes_count(desk):
    exam = """
    from assay.answers import Place, Places
    PLACES = Places(
        [Place("a.py", 3, 5, "sql"), Place("a.py", 9, 9, "path"), Place("b.py", 1, 1, "sql")],
        decoys=[Place("b.py", 7, 7, "sql")], slack=1,
    )
    def test_all(answers):
        found = answers.places("flaws", PLACES)
        assert (found.found, found.missed, found.blamed, found.beside) == (2, 1, 1, 1)
        assert round(found.recall, 3) == 0.667 and found.precision == 0.5 and round(found.youden, 3) == -0.333
    """
    text = """
    [[answers.flaws.value]]
    file = "a.py"
    line = 4
    kind = "sql"
    [[answers.flaws.value]]
    file = "a.py"
    line = 3
    kind = "sql"
    [[answers.flaws.value]]
    file = "./a.py"
    line = 10
    kind = "path"
    [[answers.flaws.value]]
    file = "b.py"
    line = 8
    kind = "sql"
    """
    assert outcomes(desk, text, exam)[0] == {"test_all"}
    for bad in ('[{file = "a.py", line = "3", kind = "sql"}]', '[{file = "a.py", line = 3}]', '["a.py:3"]', '"a.py"'):
        assert outcomes(desk, f"[answers.flaws]\nvalue = {bad}\n", exam)[1]["test_all"]["reason"] == "unreadable"


def test_a_skip_after_reading_the_answers_earns_nothing(desk):
    exam = """
    import pytest
    def test_late(answers):
        if answers.value("a") == 1: pytest.skip("not now")
    """
    result = desk.split(exam, {"answers.toml": "[answers.a]\nvalue = 1\n"})
    assert result.outcomes == {"test_exam.py::test_late": "failed"}


def test_a_module_of_the_submission_called_like_the_exams_words_is_not_met(desk):
    exam = """
    import pytest, solution
    from assay.answers import Number
    def test_number(answers): answers.holds("a", Number(2))
    def test_one(): assert solution.ONE == 1
    """
    fake = "class Number:\n    def __init__(self, *a): pass\n    def agrees(self, claim): return True\n"
    files = {"answers.toml": "[answers.a]\nvalue = 1\n", "assay/__init__.py": "", "assay/answers.py": fake, "solution.py": "ONE = 1"}
    result = desk.split(exam, files)
    assert result.outcomes == {"test_exam.py::test_number": "failed", "test_exam.py::test_one": "passed"}


def test_keys_that_anything_would_satisfy_are_refused_to_the_author():
    with pytest.raises(ValueError, match="widest"):
        Interval(3.0)
    with pytest.raises(ValueError, match="none of the choices"):
        Choice("x", of=["y"])
