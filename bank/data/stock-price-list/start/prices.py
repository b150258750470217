import pandas as pd


def tidy(prices):
    """The price list in one form."""
