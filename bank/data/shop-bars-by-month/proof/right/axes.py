import matplotlib.pyplot as plt


def chart(values):
    names = {{names}}
    figure, axes = plt.subplots()
    axes.bar(names, [values[name] for name in names])
    axes.set(title="{{title}}", xlabel="month", ylabel="{{unit}}")
    return figure
