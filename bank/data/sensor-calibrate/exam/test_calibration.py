"""Each column by its own offset and gain, cut off below, and nothing handed over is changed."""

import random

import numpy as np
from calibration import calibrate

FLOOR = {{floor}}
OFFSET_FIRST = {{offset_first}}


def expected(readings, offsets, gains):
    """Worked out element by element in plain Python."""
    rows = []
    for row in readings:
        own = []
        for reading, offset, gain in zip(row, offsets, gains, strict=True):
            own.append(max((reading - offset) * gain if OFFSET_FIRST else reading * gain - offset, FLOOR))
        rows.append(own)
    return rows


def same(readings, offsets, gains):
    right = expected(readings, offsets, gains)
    got = calibrate(np.array(readings, float), np.array(offsets, float), np.array(gains, float))
    assert isinstance(got, np.ndarray)
    assert got.shape == (len(right), len(offsets))
    assert np.allclose(got, right, rtol=1e-12, atol=1e-12)


def test_two_sensors():
    """Two sensors, three moments."""
    same([[10.0, 30.0], [20.0, 35.0], [15.0, 33.0]], [1.0, 2.0], [2.0, 3.0])


def test_as_many_moments_as_sensors():
    """A square archive: rows and columns are not mixed up."""
    same([[9.0, 4.0, 7.0], [8.0, 9.0, 6.0], [7.0, 5.0, 9.5]], [0.0, 1.0, 2.0], [1.0, 2.0, 3.0])


def test_below_the_limit():
    """What falls below the limit is raised to it; what lies just above stays."""
    same([[FLOOR - 0.25, FLOOR + 0.25, -9.0, FLOOR]], [0.0] * 4, [1.0] * 4)


def test_many_archives():
    """Archives drawn at random."""
    draw = random.Random(7)
    for _ in range(25):
        rows, columns = draw.randint(1, 6), draw.randint(1, 5)
        numbers = lambda count: [draw.uniform(-5, 9) for _ in range(count)]
        same([numbers(columns) for _ in range(rows)], numbers(columns), numbers(columns))


def test_the_archive_is_left_alone():
    """The arrays that were handed over keep their values."""
    readings, offsets, gains = np.array([[-4.0, 5.0]]), np.array([1.0, 2.0]), np.array([2.0, 2.0])
    calibrate(readings, offsets, gains)
    assert readings.tolist() == [[-4.0, 5.0]] and offsets.tolist() == [1.0, 2.0] and gains.tolist() == [2.0, 2.0]


def test_whole_numbers_become_floats():
    """Whole numbers in, floats out, nothing cut off."""
    got = calibrate(np.array([[7, 8]]), np.array([1, 2]), np.array([1.25, 2.25]))
    assert got.dtype == np.float64
    assert got.tolist() == expected([[7, 8]], [1, 2], [1.25, 2.25])
    assert calibrate(np.array([[7, 8]]), np.array([1, 2]), np.array([1, 1])).dtype == np.float64


def test_no_rows_no_problem():
    """An archive without rows keeps its shape."""
    got = calibrate(np.empty((0, 3)), np.zeros(3), np.ones(3))
    assert got.shape == (0, 3) and got.dtype == np.float64
