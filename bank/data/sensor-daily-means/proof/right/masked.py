import numpy as np


def daily_means(hourly):
    whole = len(hourly) - len(hourly) % 24
    days = np.ma.masked_invalid(hourly[:whole].reshape(whole // 24, 24))
    means = days.mean(axis=1)
    return np.where(days.count(axis=1) < {{least}}, np.nan, np.ma.filled(means, np.nan).astype(float))
