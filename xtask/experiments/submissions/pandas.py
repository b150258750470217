import pandas as pd

FRAME = pd.DataFrame({"name": ["a", "b", "c"] * 666 + ["a", "b"], "value": [float(number // 3 * 2) for number in range(2000)]})
FRAME.loc[FRAME["name"] == "b", "value"] += 1


def names():
    return sorted(FRAME["name"].unique().tolist())


def sums():
    return FRAME.groupby("name")["value"].sum().tolist()


def largest():
    return FRAME.groupby("name")["value"].sum().idxmax()
