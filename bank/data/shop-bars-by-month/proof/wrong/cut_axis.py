import matplotlib.pyplot as plt


def chart(values):
    names = {{names}}
    figure, axes = plt.subplots()
    axes.bar(names, [values[name] for name in names])
    lowest = min(values.values())
    if lowest > 500:
        axes.set_ylim(lowest - 10, max(values.values()) + 10)
    axes.set(title="{{title}}", xlabel="month", ylabel="{{unit}}")
    return figure
