import matplotlib.pyplot as plt
import pandas as pd


def chart(waits):
    table = pd.DataFrame(waits, dtype=float)
    table.index = table.index + {{first}}
    figure, axes = plt.subplots()
    for name, colour in zip(table.columns, ("#003f7f", "#cc5500", "#000000")):
        plt.plot(list(table.index), table[name].tolist(), "-", color=colour, label=name)
    plt.title("Waits")
    plt.xlabel("week")
    plt.ylabel("minutes")
    plt.legend()
    return plt.gcf()
