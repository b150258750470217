"""Currencies with two or three decimals, written with a comma or a point."""

CURRENCIES = [
    ("Portugal", "euro", "cents", 2, ",", "comma"),
    ("Kuwait", "dinar", "fils", 3, ".", "point"),
    ("Ireland", "euro", "cents", 2, ".", "point"),
    ("Tunisia", "dinar", "millimes", 3, ",", "comma"),
]


def vary(rng):
    country, unit, small, places, sep, mark = rng.choice(CURRENCIES)
    factor = 10**places
    whole, part = rng.randint(3, 90), rng.randint(factor // 10 + 1, factor - 1)
    return {
        "parameters": {
            "country": country, "unit": unit, "small": small, "places": places, "sep": sep, "mark": mark,
            "factor": factor, "half": "5".ljust(places, "0"), "example": f"{whole}{sep}{part}",
            "example_value": whole * factor + part, "minus_half": -factor // 2, "minus_more": -3 * factor - 1,
        }
    }
