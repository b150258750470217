import numpy as np


def calibrate(readings, offsets, gains):
    result = {{expression}}
    readings[...] = np.maximum(result, {{floor}})
    return readings.astype(float)
