"""How many departments there may be, and from which number weeks are counted."""


def vary(rng):
    first = rng.choice([0, 1])
    return {"parameters": {"most": rng.choice([2, 3]), "first": first, "numbers": f"{first}, {first + 1}, {first + 2}, ..."}}
