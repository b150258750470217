import matplotlib.pyplot as plt


def chart(waits):
    """A line for each department."""
