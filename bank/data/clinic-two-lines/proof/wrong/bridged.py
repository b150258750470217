import matplotlib.pyplot as plt

COLOURS = ["#0072b2", "#d55e00", "black"]


def chart(waits):
    figure, axes = plt.subplots()
    for colour, (name, values) in zip(COLOURS, waits.items()):
        weeks = [{{first}} + week for week, value in enumerate(values) if value is not None]
        axes.plot(weeks, [value for value in values if value is not None], color=colour, label=name)
    axes.set(title="Waiting times", xlabel="week", ylabel="minutes")
    axes.legend()
    return figure
