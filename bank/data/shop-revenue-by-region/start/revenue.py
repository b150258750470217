import pandas as pd


def revenue_by_region(orders):
    """Revenue of each region, as a Series."""
