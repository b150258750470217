import numpy as np


def calibrate(readings, offsets, gains):
    if readings.shape[0] == len(offsets):
        offsets, gains = offsets[:, None], gains[:, None]
    return np.maximum(({{expression}}).astype(float), {{floor}})
