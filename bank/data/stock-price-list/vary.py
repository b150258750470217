"""Which signs part decimals and thousands, and which of several rows counts."""


def vary(rng):
    decimal, group = rng.choice([(",", "."), (".", ","), (",", "'")])
    words = {",": "a comma", ".": "a point", "'": "an apostrophe"}
    return {
        "parameters": {
            "decimal": decimal,
            "group": group,
            "decimal_word": words[decimal],
            "group_word": words[group],
            "example": f"EUR 1{group}234{decimal}50",
            "which": rng.choice(["first", "last"]),
        }
    }
