"""An alarm that comes again counts as new, or keeps its first time."""


def latest(alarms, last):
    return list(dict.fromkeys(alarms[::-1])) if last else list(dict.fromkeys(alarms))[::-1]


def vary(rng):
    last = rng.random() < 0.5
    rule = "if it came several times, its last time counts." if last else "if it came several times, its first time counts."
    example = latest(["door", "oven", "door", "water"], last)[:2]
    return {"parameters": {"last": last, "rule": rule, "example": example}}
