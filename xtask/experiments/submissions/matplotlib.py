import matplotlib.pyplot as plt

figure, axes = plt.subplots()
axes.plot([1, 2, 3], [1, 4, 9], label="squares")
axes.set_title("Growth")
axes.set_xlabel("time")
axes.legend()


def title():
    return axes.get_title()


def saved_bytes():
    figure.savefig("/work/figure.png")
    with open("/work/figure.png", "rb") as file:
        return len(file.read())
