import matplotlib.pyplot as plt

COLOURS = ["#0072b2", "#d55e00", "black"]


def chart(waits):
    figure, axes = plt.subplots()
    for colour, (name, values) in zip(COLOURS, waits.items()):
        values = [float("nan") if value is None else value for value in values]
        axes.plot([{{first}} + week for week in range(len(values))], values, color=colour, label=name)
    axes.set(title="Waiting times", xlabel="week", ylabel="minutes")
    return figure
