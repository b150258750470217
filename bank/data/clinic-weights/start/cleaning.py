import pandas as pd


def clean(log):
    """The log with one code for each patient and weights in kg."""
