import numpy as np


def calibrate(readings, offsets, gains):
    result = {{expression}}
    return np.maximum(result.astype(float), {{floor}})
