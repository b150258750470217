import numpy as np


def daily_means(hourly):
    """One mean for each finished day of an hourly archive."""
