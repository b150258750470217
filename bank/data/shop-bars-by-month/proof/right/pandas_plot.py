import pandas as pd
from matplotlib.figure import Figure


def chart(values):
    figure = Figure()
    axes = figure.add_subplot()
    names = {{names}}
    pd.Series([values[name] for name in names], index=names).plot.bar(ax=axes, rot=0, title="{{title}}")
    axes.set_xlabel("month")
    axes.set_ylabel("{{unit}}")
    return figure
