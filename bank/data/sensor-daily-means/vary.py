"""How many readings a day needs."""


def vary(rng):
    return {"parameters": {"least": rng.choice([3, 6, 12, 18, 20])}}
