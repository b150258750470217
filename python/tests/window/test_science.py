"""NumPy and pandas values cross with dtype and index, without pickle."""

import pytest

np = pytest.importorskip("numpy")
pd = pytest.importorskip("pandas")

ECHO = "def same(x): return x\ndef copy(x): return x.copy()\ndef double(x): x *= 2\ndef kind(x): return str(type(x))"

ARRAYS = [
    np.arange(6).reshape(2, 3),
    np.array([1.5, np.nan, -0.0]),
    np.array(["a", "bc"]),
    np.array([b"x"]),
    np.array(["2020-01-01", "NaT"], dtype="datetime64[D]"),
    np.array([1 + 2j]),
    np.zeros((0, 3)),
    np.array(5),
    np.array([True, False]),
    np.array([(1, 2.0, "x")], dtype=[("a", "i4"), ("b", "f8"), ("c", "U3")]),
    np.arange(4, dtype=">i2"),
    np.arange(10)[::2],
    np.array([1, "a", None], dtype=object),
]


@pytest.mark.parametrize("array", ARRAYS, ids=lambda array: str(array.dtype))
def test_arrays_cross_exactly(solution, array):
    module = solution(ECHO)
    assert module.same(array) is array
    copy = module.copy(array)
    assert type(copy) is np.ndarray and copy.dtype == array.dtype and copy.shape == array.shape
    np.testing.assert_array_equal(copy, array)


def test_arrays_are_changed_in_place(solution):
    module = solution(ECHO)
    array = np.arange(3.0)
    module.double(array)
    assert array.tolist() == [0.0, 2.0, 4.0]


def test_scalars_keep_their_types(solution):
    module = solution("import numpy as np\ndef make(): return np.float64(1.5), np.int8(3), np.bool_(True), np.str_('a'), np.datetime64('2020-01-01')")
    made = module.make()
    assert [type(each) for each in made] == [np.float64, np.int8, np.bool_, np.str_, np.datetime64]
    assert made == (1.5, 3, True, "a", np.datetime64("2020-01-01"))


FRAMES = [
    pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": [1.5, np.nan]}),
    pd.DataFrame({"a": pd.Categorical(["x", "y", "x"], ordered=True)}, index=pd.Index([3, 4, 5], name="i")),
    pd.DataFrame({"t": pd.to_datetime(["2020-01-01", None]), "z": pd.date_range("2020", periods=2, tz="Europe/Berlin")}),
    pd.DataFrame({"n": pd.array([1, None], dtype="Int64"), "s": pd.array(["a", None], dtype="string"), "o": pd.Series([[1], 2], dtype=object)}),
    pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", "x"), ("a", "y")])),
    pd.DataFrame({"v": [1, 2]}, index=pd.date_range("2020", periods=2, freq="D")),
    pd.DataFrame(),
    pd.DataFrame({"p": pd.period_range("2020-01", periods=2, freq="M")}),
]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: "-".join(map(str, frame.columns)) or "empty")
def test_frames_cross_exactly(solution, frame):
    found = solution(ECHO).copy(frame)
    pd.testing.assert_frame_equal(found, frame)
    assert type(found) is pd.DataFrame and type(found.index) is type(frame.index)


def test_series_and_moments_cross(solution):
    module = solution(ECHO)
    series = pd.Series([1, 2], name="n", index=["a", "b"])
    pd.testing.assert_series_equal(module.same(series), series)
    for value in (pd.Timestamp("2020-01-01 12:00", tz="UTC"), pd.Timedelta("1h"), pd.NaT, pd.NA, pd.Timestamp("2020-05-05")):
        found = module.same(value)
        assert type(found) is type(value) and (found is value or found == value)
    frame = pd.DataFrame({"g": ["a", "b", "a"], "v": [1, 2, 3]})
    grouped = solution("def f(df): return df.groupby('g')['v'].agg(['sum', 'mean'])").f(frame)
    assert grouped.loc["a", "sum"] == 4
