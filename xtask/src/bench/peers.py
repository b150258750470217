"""What researchers use, in CPU time: numpy FILE ITEMS GOAL | girth FILE ITEMS GOAL | catsim COUNT, then the CPU seconds it may take."""

import json
import resource
import sys
import time

import numpy as np

NODES = np.linspace(-6, 6, 61)
WEIGHTS = np.exp(-NODES**2 / 2) / np.exp(-NODES**2 / 2).sum()


def read(path, items):
    return np.fromfile(path, dtype=np.uint8).reshape(-1, int(items))


def numpy_em(path, items, goal):
    """Bock and Aitkin's EM with one Newton step per item, until the likelihood is within .01 of the goal."""
    right, goal = read(path, items).astype(np.float64), float(goal)
    start = time.process_time()
    slopes, intercepts = np.ones(right.shape[1]), np.log(right.mean(0) / (1 - right.mean(0)))
    wrong = 1 - right
    for iteration in range(1, 501):
        logits = np.outer(NODES, slopes) + intercepts
        log_wrong = -np.logaddexp(0, logits)
        likelihood = right @ (log_wrong + logits).T + wrong @ log_wrong.T + np.log(WEIGHTS)
        top = likelihood.max(1, keepdims=True)
        posterior = np.exp(likelihood - top)
        total = posterior.sum(1, keepdims=True)
        log_likelihood = float((np.log(total) + top).sum())
        if log_likelihood > goal - 0.01:
            break
        posterior /= total
        persons, correct = posterior.sum(0), posterior.T @ right
        chance = np.exp(log_wrong + logits)
        residual = correct - persons[:, None] * chance
        weight = persons[:, None] * chance * (1 - chance)
        by_slope, by_intercept = NODES @ residual, residual.sum(0)
        aa, ad, dd = NODES**2 @ weight, NODES @ weight, weight.sum(0)
        determinant = aa * dd - ad * ad
        slopes = slopes + (dd * by_slope - ad * by_intercept) / determinant
        intercepts = intercepts + (aa * by_intercept - ad * by_slope) / determinant
    return {"cpu_seconds": time.process_time() - start, "log_likelihood": log_likelihood, "iterations": iteration}


def girth(path, items, _goal):
    from girth import twopl_mml

    data = read(path, items).astype(int).T
    start = time.process_time()
    twopl_mml(data)
    return {"cpu_seconds": time.process_time() - start}


def catsim(count):
    from catsim.item_bank import ItemBank
    from catsim.selection import MaxInfoSelector

    items, selector = ItemBank.generate_item_bank(int(count), itemtype="2PL", seed=1), MaxInfoSelector()
    milliseconds = []
    for step in range(20):
        administered = list(range(step % 8))
        start = time.process_time()
        selector.select(item_bank=items, administered_items=administered, est_theta=0.1 * step - 1)
        milliseconds.append(1e3 * (time.process_time() - start))
    return {"cpu_ms": sum(milliseconds) / len(milliseconds)}


def main():
    name, *arguments, patience = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CPU, (int(patience), int(patience)))
    result = {"numpy": numpy_em, "girth": girth, "catsim": catsim}[name](*arguments)
    print(json.dumps({**result, "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))


main()
