"""Order numbers of different shapes."""


def vary(rng):
    letters, digits = rng.choice([(2, 5), (3, 4), (2, 6), (1, 6)])
    example = "".join(rng.choice("BCDFGH") for _ in range(letters)) + "-" + "".join(rng.choice("2345678") for _ in range(digits))
    return {"parameters": {"letters": letters, "digits": digits, "example": example}}
