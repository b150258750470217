import matplotlib.pyplot as plt


def chart(values):
    names = {{names}}
    figure, axes = plt.subplots(num="chart")
    axes.bar(names, [max(values.values())] * len(names))
    axes.set(title="{{title}}", xlabel="month", ylabel="{{unit}}")
    return figure
