"""Visits of visitors who come again; a few saw both checkouts, and count nowhere or where they came first."""

import json
import math
from statistics import NormalDist

NORMAL = NormalDist()
COUNTRIES = ["AT", "CH", "DE", "FR", "NL"]
RULES = {
    "out": "A few visitors got both checkouts by mistake: they are **left out** altogether.",
    "first": "A few visitors got both checkouts by mistake: they count for the checkout of their **first** visit (the file is in order of time), and only their visits there count.",
}


def vary(rng):
    while True:
        rule, visits = rng.choice(sorted(RULES)), draw(rng)
        power = rng.choice([(0.1, 0.12), (0.12, 0.15), (0.2, 0.22), (0.15, 0.18)])
        truth, mistakes = reckon(visits, rule, power)
        if clear(truth, mistakes):
            break
    shown = {
        "rule": RULES[rule],
        "from_percent": round(100 * power[0]),
        "to_percent": round(100 * power[1]),
        **{name: round(truth[name], 6) for name in ("rate_a", "rate_b", "p_value")},
        **{f"{name}_percent": round(100 * truth[name], 4) for name in ("rate_a", "rate_b")},
        **{name: truth[name] for name in ("visitors_b", "countries", "needed")},
        "interval": [round(end, 6) for end in truth["interval"]],
        **{name: value if isinstance(value, (list, int)) else round(value, 6) for name, value in mistakes.items()},
    }
    lines = ["visitor,country,checkout,ordered", *(",".join(map(str, visit)) for visit in visits)]
    return {"parameters": shown, "files": {"start/visits.csv": "\n".join(lines) + "\n", "exam/truth.json": json.dumps(truth)}}


def draw(rng):
    strong = rng.sample(COUNTRIES, rng.choice([1, 2]))
    visits = []
    for number in range(1500):
        visitor, country, checkout = f"v{1000 + number}", rng.choice(COUNTRIES), rng.choice("AB")
        buys = 0.14 + (0.17 if checkout == "B" and country in strong else 0.01 if checkout == "B" else 0)
        for _ in range(rng.choice([1, 1, 1, 2, 2, 4])):
            seen = "AB"[checkout == "A"] if rng.random() < 0.012 else checkout
            visits.append((rng.random(), visitor, country, seen, int(rng.random() < buys * 0.7)))
    return [visit[1:] for visit in sorted(visits)]


def z_test(a, b):
    """Two-sided p for (visitors, buyers) of two groups."""
    pooled = (a[1] + b[1]) / (a[0] + b[0])
    error = math.sqrt(pooled * (1 - pooled) * (1 / a[0] + 1 / b[0]))
    return 2 * (1 - NORMAL.cdf(abs(b[1] / b[0] - a[1] / a[0]) / error))


def wald(a, b):
    rates = [group[1] / group[0] for group in (a, b)]
    error = math.sqrt(sum(rate * (1 - rate) / group[0] for rate, group in zip(rates, (a, b))))
    reach = NORMAL.inv_cdf(0.975) * error
    return [rates[1] - rates[0] - reach, rates[1] - rates[0] + reach]


def people(visits, rule):
    """Visitor to country, checkout and whether they bought, by the rule for visitors of both checkouts."""
    known = {}
    for visitor, country, checkout, ordered in visits:
        own = known.setdefault(visitor, {"country": country, "first": checkout, "A": [], "B": []})
        own[checkout].append(ordered)
    counted = {}
    for visitor, own in known.items():
        if rule == "out" and own["A"] and own["B"]:
            continue
        counted[visitor] = (own["country"], own["first"], any(own[own["first"]]))
    return counted


def groups(counted, country=None):
    own = [(checkout, bought) for land, checkout, bought in counted.values() if country in (None, land)]
    return [(sum(c == name for c, _ in own), sum(b for c, b in own if c == name)) for name in "AB"]


def reckon(visits, rule, power):
    counted = people(visits, rule)
    a, b = groups(counted)
    by_country = {country: z_test(*groups(counted, country)) for country in COUNTRIES}
    (p1, p2), z = power, NORMAL.inv_cdf(0.975) + NORMAL.inv_cdf(0.8)
    per_visit = [(sum(v[2] == name for v in visits), sum(v[3] for v in visits if v[2] == name)) for name in "AB"]
    other = groups(people(visits, "first" if rule == "out" else "out"))
    truth = {
        "visitors_b": b[0],
        "rate_a": a[1] / a[0],
        "rate_b": b[1] / b[0],
        "interval": wald(a, b),
        "p_value": z_test(a, b),
        "countries": [country for country in COUNTRIES if by_country[country] < 0.01],
        "needed": math.ceil(z * z * (p1 * (1 - p1) + p2 * (1 - p2)) / (p2 - p1) ** 2),
        "by_country": by_country,
    }
    mistakes = {
        "rate_of_visits": per_visit[0][1] / per_visit[0][0],
        "other_visitors": other[1][0],
        "interval_of_visits": wald(*per_visit),
        "one_sided": z_test(a, b) / 2,
        "uncorrected": [country for country in COUNTRIES if by_country[country] < 0.05],
        "without_power": math.ceil(NORMAL.inv_cdf(0.975) ** 2 * (p1 * (1 - p1) + p2 * (1 - p2)) / (p2 - p1) ** 2),
    }
    return truth, mistakes


def clear(truth, mistakes):
    """No claim hangs on a hair, and no mistake is right by accident."""
    return (
        0.004 < truth["p_value"] < 0.6
        and all(not 0.007 < p < 0.014 for p in truth["by_country"].values())
        and all(not 0.045 < p < 0.055 for p in truth["by_country"].values())
        and truth["countries"]
        and truth["countries"] != mistakes["uncorrected"]
        and abs(truth["rate_a"] - mistakes["rate_of_visits"]) > 0.002
        and truth["visitors_b"] != mistakes["other_visitors"]
        and max(abs(x - y) for x, y in zip(truth["interval"], mistakes["interval_of_visits"])) > 0.002
    )
