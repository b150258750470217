import numpy as np


def calibrate(readings, offsets, gains):
    return np.maximum(({{other}}).astype(float), {{floor}})
