"""What is shown, and in which order."""


def vary(rng):
    what, title, unit = rng.choice(
        [("revenue", "Revenue by month", "EUR"), ("returns", "Returned parcels", "parcels"), ("hours", "Hours worked", "hours")]
    )
    order, names = rng.choice(
        [
            ("in the order of the dictionary", "list(values)"),
            ("the largest value on the left", "sorted(values, key=values.get, reverse=True)"),
            ("the smallest value on the left", "sorted(values, key=values.get)"),
        ]
    )
    other = "sorted(values)"
    return {"parameters": {"what": what, "title": title, "unit": unit, "order": order, "names": names, "other": other}}
