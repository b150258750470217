import numpy as np


def daily_means(hourly):
    means = np.full(len(hourly) // 24, np.nan)
    for number in range(len(means)):
        readings = hourly[number * 24 : number * 24 + 24]
        readings = readings[np.isfinite(readings)]
        if readings.size >= {{least}}:
            means[number] = readings.mean()
    return means
