import numpy as np


def calibrate(readings, offsets, gains):
    """Calibrated readings, one row for each moment and one column for each sensor."""
