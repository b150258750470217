import numpy as np


def daily_means(hourly):
    days = hourly[: len(hourly) // 24 * 24].reshape(-1, 24)
    means = np.nan_to_num(days).mean(axis=1)
    return np.where((~np.isnan(days)).sum(axis=1) >= {{least}}, means, np.nan)
