import numpy as np
from matplotlib.figure import Figure


def chart(waits):
    figure = Figure(figsize=(7, 4))
    axes = figure.subplots()
    axes.set_prop_cycle(color=["navy", "#c05000", "0.0"])
    for name in waits:
        values = np.array(waits[name], dtype=float)
        axes.plot(np.arange(len(values)) + {{first}}, values, marker="o", linewidth=2, label=name)
    axes.set_title("Mean wait by week")
    axes.set_xlabel("week")
    axes.set_ylabel("minutes")
    figure.legend()
    axes.legend(loc="best")
    return figure
