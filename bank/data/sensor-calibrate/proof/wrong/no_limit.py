def calibrate(readings, offsets, gains):
    return ({{expression}}).astype(float)
