"""Heaviest or lightest, and how many comparisons are allowed."""


def vary(rng):
    heaviest = rng.random() < 0.5
    return {
        "parameters": {
            "word": "heaviest" if heaviest else "lightest",
            "heaviest": heaviest,
            "limit": rng.choice([2, 3]),
            "best": "nlargest" if heaviest else "nsmallest",
            "worst": "nsmallest" if heaviest else "nlargest",
            "better": ">" if heaviest else "<",
        }
    }
