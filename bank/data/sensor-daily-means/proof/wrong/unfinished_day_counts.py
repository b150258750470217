import numpy as np


def daily_means(hourly):
    missing = -len(hourly) % 24
    days = np.concatenate([hourly, np.full(missing, np.nan)]).reshape(-1, 24)
    count = (~np.isnan(days)).sum(axis=1)
    return np.where(count >= {{least}}, np.nansum(days, axis=1) / np.maximum(count, 1), np.nan)
