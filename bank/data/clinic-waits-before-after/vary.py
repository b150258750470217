"""Waits of two weeks: of the same patients, whose own level hides the change, or of different ones."""

import json
import math
from statistics import fmean, median, stdev


def vary(rng):
    while True:
        is_paired = rng.random() < 0.5
        rows = paired_rows(rng) if is_paired else independent_rows(rng)
        truth, mistakes = reckon(rows, is_paired)
        if clear(truth, mistakes):
            break
    rng.shuffle(rows)
    lines = [f"{patient},{week},{'' if minutes is None else minutes}" for patient, week, minutes in rows]
    shown = {
        **{name: round(truth[name], 4) for name in ("median_before", "spread_before", "difference")},
        "design": truth["design"],
        "interval": [round(end, 4) for end in truth["interval"]],
        "conclusive": "true" if truth["conclusive"] else "false",
        "inconclusive": "false" if truth["conclusive"] else "true",
        "other_design": "independent" if is_paired else "paired",
        **{name: [round(end, 4) for end in value] if isinstance(value, list) else round(value, 4) for name, value in mistakes.items()},
    }
    return {
        "parameters": shown,
        "files": {"start/waits.csv": "\n".join(["patient,week,minutes", *lines]) + "\n", "exam/truth.json": json.dumps(truth)},
    }


def minutes(rng, mean, sd):
    return max(1, round(rng.gauss(mean, sd)))


def paired_rows(rng):
    change, rows = rng.choice([-5, -4, -3, 3, -1]), []
    for number in range(rng.randrange(14, 19)):
        patient, level = f"P{100 + 7 * number}", rng.gauss(32, 11)
        waits = {"before": minutes(rng, level, 3), "after": minutes(rng, level + change, 3)}
        if number < 2:
            waits["before" if number else "after"] = None
        rows += [(patient, week, wait) for week, wait in waits.items()]
    return rows


def independent_rows(rng):
    change, rows = rng.choice([-9, -7, -6, 6, -1]), []
    counts = {"before": rng.randrange(13, 17), "after": rng.randrange(18, 24)}
    number = 0
    for week, count in counts.items():
        for _ in range(count):
            number += 1
            wait = minutes(rng, 30 + (change if week == "after" else 0), 9 if week == "before" else 6)
            rows.append((f"P{100 + 7 * number}", week, None if number in (3, 20) else wait))
    return rows


def interval(mean, error, freedom, reach=None):
    reach = t_quantile(0.975, freedom) if reach is None else reach
    return [mean - reach * error, mean + reach * error]


def t_quantile(share, freedom):
    """By bisection of the integral of the density (Simpson's rule)."""
    scale = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(freedom * math.pi)

    def below(reach, steps=400):
        width = reach / steps
        weight = [1 if step in (0, steps) else 4 if step % 2 else 2 for step in range(steps + 1)]
        total = sum(w * (1 + (step * width) ** 2 / freedom) ** (-(freedom + 1) / 2) for step, w in enumerate(weight))
        return 0.5 + scale * total * width / 3

    low, high = 0.0, 50.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < share else (low, middle)
    return (low + high) / 2


def as_paired(pairs):
    differences = [after - before for before, after in pairs]
    return fmean(differences), stdev(differences) / math.sqrt(len(differences)), len(differences) - 1


def as_independent(before, after):
    first, second = stdev(before) ** 2 / len(before), stdev(after) ** 2 / len(after)
    freedom = (first + second) ** 2 / (first**2 / (len(before) - 1) + second**2 / (len(after) - 1))
    return fmean(after) - fmean(before), math.sqrt(first + second), freedom


def reckon(rows, is_paired):
    waits = {week: {p: m for p, w, m in rows if w == week and m is not None} for week in ("before", "after")}
    before, after = list(waits["before"].values()), list(waits["after"].values())
    if is_paired:
        pairs = [(waits["before"][p], waits["after"][p]) for p in waits["before"] if p in waits["after"]]
    else:
        pairs = list(zip(before, after))
    mean, error, freedom = as_paired(pairs) if is_paired else as_independent(before, after)
    ends = interval(mean, error, freedom)
    truth = {
        "median_before": median(before),
        "spread_before": stdev(before),
        "design": "paired" if is_paired else "independent",
        "difference": mean,
        "interval": ends,
        "conclusive": not ends[0] <= 0 <= ends[1],
    }
    other = as_independent(before, after) if is_paired else as_paired(pairs)
    mistakes = {
        "other_interval": interval(*other),
        "normal_interval": interval(mean, error, freedom, 1.96),
        "mean_before": fmean(before),
        "population_spread": stdev(before) * math.sqrt(1 - 1 / len(before)),
        "turned_difference": -mean,
    }
    return truth, mistakes


def clear(truth, mistakes):
    """No claim hangs on a hair, and no mistake is right by accident."""
    low, high = truth["interval"]
    ends = ("other_interval", "normal_interval")
    return (
        min(abs(low), abs(high)) > 0.3
        and all(max(abs(mistakes[name][0] - low), abs(mistakes[name][1] - high)) > 0.15 for name in ends)
        and abs(mistakes["mean_before"] - truth["median_before"]) > 0.1
        and truth["spread_before"] - mistakes["population_spread"] > 0.1
        and abs(truth["difference"]) > 0.1
    )
