"""A logistic regression on 200 points."""

import numpy as np
from solution import call


def test_accuracy():
    assert call("accuracy") >= 0.9


def test_prediction():
    assert np.array_equal(call("predict", [[3.0, 3.0, 0.0, 0.0], [-3.0, -3.0, 0.0, 0.0]]), [1, 0])
