import matplotlib.pyplot as plt


def chart(values):
    plt.figure(figsize=(8, 4))
    names = {{names}}
    plt.bar(range(len(names)), [values[name] for name in names], color="seagreen", width=0.6)
    plt.xticks(range(len(names)), names)
    plt.title("{{title}}")
    plt.xlabel("month")
    plt.ylabel("{{unit}}")
    plt.ylim(0, max(values.values()) * 1.1)
    return plt.gcf()
