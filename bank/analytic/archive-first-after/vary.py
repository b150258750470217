"""Whether an equal moment counts, and what is returned when there is none."""


def vary(rng):
    strict = rng.random() < 0.5
    last = rng.random() < 0.5
    return {
        "parameters": {
            "relation": "later than" if strict else "equal to or later than",
            "strict": strict,
            "nothing": "`None`" if last else "the length of the archive",
            "none": last,
            "function": "bisect_right" if strict else "bisect_left",
            "other": "bisect_left" if strict else "bisect_right",
            "sign": "<=" if strict else "<",
            "keep": ">" if strict else ">=",
        }
    }
