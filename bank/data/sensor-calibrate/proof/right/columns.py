import numpy as np


def calibrate(readings, offsets, gains):
    readings, offsets, gains = (np.array(each, dtype=np.float64) for each in (readings, offsets, gains))
    result = {{expression}}
    result[result < {{floor}}] = {{floor}}
    return result
