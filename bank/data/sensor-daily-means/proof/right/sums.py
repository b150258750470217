import numpy as np


def daily_means(hourly):
    days = hourly[: len(hourly) // 24 * 24].reshape(-1, 24)
    known = ~np.isnan(days)
    count = known.sum(axis=1)
    total = np.where(known, days, 0).sum(axis=1)
    return np.where(count >= {{least}}, total / np.maximum(count, 1), np.nan)
