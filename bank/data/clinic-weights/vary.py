"""The second unit, and the smallest weight that can be true."""


def vary(rng):
    unit, factor = rng.choice([("lb", 0.45), ("st", 6.35), ("g", 0.001)])
    return {"parameters": {"unit": unit, "factor": factor, "low": rng.choice([1, 2, 20])}}
