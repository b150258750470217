import numpy as np


def calibrate(readings, offsets, gains):
    readings = np.asarray(readings, float)
    result = {{expression}}
    return np.where(result < {{floor}}, float({{floor}}), result)
