"""What is asked for each member: the sum, the number or the largest payment."""


def vary(rng):
    how, column, meaning, never = rng.choice(
        [
            ("sum", "total", "the sum of the member's amounts, a float", "0.0"),
            ("count", "payments", "the number of the member's payments, a whole number", "0"),
            ("max", "largest", "the member's largest amount, a float", "0.0"),
        ]
    )
    kind = "int64" if how == "count" else "float64"
    return {"parameters": {"how": how, "column": column, "meaning": meaning, "never": never, "kind": kind}}
