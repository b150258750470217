import matplotlib.pyplot as plt


def chart(values):
    """A bar for each month."""
