import pandas as pd


def paid(members, payments):
    """One row for each member, with what the member has paid."""
