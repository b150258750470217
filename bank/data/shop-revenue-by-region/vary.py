"""Which orders do not count, which region comes first, and what the missing region is called."""


def vary(rng):
    word = rng.choice(["largest", "smallest"])
    status = rng.choice(["cancelled", "returned", "test"])
    unknown = rng.choice(["unknown", "elsewhere"])
    return {"parameters": {"word": word, "ascending": word == "smallest", "status": status, "unknown": unknown}}
