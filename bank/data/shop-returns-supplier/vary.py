"""Orders in which the mix of one column differs between suppliers and drives returns; other columns do one of both at most."""

import json

VALUES = {
    "category": ["shoes", "shirts", "coats", "hats"],
    "country": ["AT", "CH", "DE", "NL"],
    "payment": ["card", "invoice", "transfer", "voucher"],
    "weekday": ["Mon", "Wed", "Fri", "Sun"],
}
COLUMNS = list(VALUES)


def vary(rng):
    while True:
        confounder, effect = rng.choice(COLUMNS[:3]), rng.choice([-0.06, 0.0, 0.06])
        orders = draw(rng, confounder, effect)
        truth, mistakes = reckon(orders)
        if clear(truth, mistakes, confounder, effect):
            break
    lines, raw = export(rng, orders)
    mistakes["with_duplicates"] = raw
    shown = {name: round(value, 4) if isinstance(value, float) else value for name, value in {**truth, **mistakes}.items() if name != "by_column"}
    shown["accused"] = "new" if truth["overall"] > 0 else "old"
    shown["other_column"] = next(name for name in ("weekday", "payment") if name != confounder)
    header = "order,supplier,category,country,payment,weekday,returned"
    return {"parameters": shown, "files": {"start/orders.csv": "\n".join([header, *lines]) + "\n", "exam/truth.json": json.dumps(truth)}}


def draw(rng, confounder, effect):
    risky, safe = rng.sample(VALUES[confounder], 2)
    shifted, harmless = rng.sample([name for name in COLUMNS if name != confounder], 2)
    more_new = rng.choice([3.0, 0.3])
    orders = []
    for number in range(2600):
        supplier = rng.choice(["old", "new"])
        lean = more_new if supplier == "new" else 1 / more_new
        row = {name: rng.choice(values) for name, values in VALUES.items()}
        weights = {risky: lean, safe: 1 / lean}
        row[confounder] = rng.choices(VALUES[confounder], [weights.get(value, 0.5) for value in VALUES[confounder]])[0]
        # This column differs between the suppliers but has nothing to do with returns; the next is the other way round.
        row[shifted] = rng.choices(VALUES[shifted], [3 if (supplier == "new") == (place < 2) else 1 for place in range(4)])[0]
        chance = 0.12 + (0.22 if row[confounder] == risky else 0) - (0.06 if row[confounder] == safe else 0)
        chance += 0.1 if row[harmless] == VALUES[harmless][0] else 0
        chance += effect if supplier == "new" else 0
        orders.append({"order": f"B{10000 + number}", "supplier": supplier, **row, "returned": int(rng.random() < max(chance, 0.01))})
    return orders


def export(rng, orders):
    lines = [",".join(str(order[name]) for name in ("order", "supplier", *COLUMNS, "returned")) for order in orders]
    doubled = rng.sample(lines, 120)
    tests = [f"TEST-{number},{rng.choice(['old', 'new'])},shoes,DE,card,Mon,1" for number in range(25)]
    everything = lines + doubled + tests
    rng.shuffle(everything)
    return everything, len(everything) - len(tests)


def share(orders):
    return sum(order["returned"] for order in orders) / len(orders)


def difference(orders):
    return 100 * (share([o for o in orders if o["supplier"] == "new"]) - share([o for o in orders if o["supplier"] == "old"]))


def adjusted(orders, column):
    parts = [[o for o in orders if o[column] == value] for value in VALUES[column]]
    return sum(len(part) * difference(part) for part in parts) / len(orders)


def reckon(orders):
    overall = difference(orders)
    by_column = {name: adjusted(orders, name) for name in COLUMNS}
    confounder = max(COLUMNS, key=lambda name: abs(by_column[name] - overall))
    equal = by_column[confounder]
    values = VALUES[confounder]
    truth = {
        "orders": len(orders),
        "overall": overall,
        "confounder": confounder,
        "highest": max(values, key=lambda value: share([o for o in orders if o[confounder] == value])),
        "adjusted": equal,
        "effect": "none" if abs(equal) < 2 else "higher" if equal > 0 else "lower",
        "by_column": by_column,
    }
    plain = [difference([o for o in orders if o[confounder] == value]) for value in values]
    mistakes = {
        "naive_effect": "none" if abs(overall) < 2 else "higher" if overall > 0 else "lower",
        "unweighted": sum(plain) / len(plain),
        "most_orders": max(values, key=lambda value: sum(o["returned"] for o in orders if o[confounder] == value and o["supplier"] == "old")),
    }
    return truth, mistakes


def clear(truth, mistakes, confounder, effect):
    """The planted truth is what the data say, and no mistake is right by accident."""
    wanted = {-0.06: "lower", 0.0: "none", 0.06: "higher"}[effect]
    bent = {name: abs(value - truth["overall"]) for name, value in truth["by_column"].items()}
    equal = truth["adjusted"]
    return (
        truth["confounder"] == confounder
        and truth["effect"] == wanted
        and bent[confounder] > 5
        and all(gap < 2 for name, gap in bent.items() if name != confounder)
        and (abs(equal) < 1.2 or abs(equal) > 3)
        and abs(truth["overall"]) > 2.5
        and mistakes["naive_effect"] != truth["effect"]
        and abs(mistakes["unweighted"] - equal) > 0.3
    )
