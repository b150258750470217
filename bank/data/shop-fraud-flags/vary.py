"""Two checks of known rates; an order is flagged when either fires, or only when both do."""

import json

RULES = {"either": "when **at least one** of the checks fires", "both": "only when **both** checks fire"}


def vary(rng):
    while True:
        setting = draw(rng)
        truth, mistakes = reckon(setting)
        gap = abs(truth["cost"] - 1000 * setting["fraud"] * setting["loss"])
        if gap > 40 and truth["none_flagged"] > 0.01 and all(far(truth[name], value) for name, value in mistakes.values()):
            break
    shown = {name: setting[name] for name in ("look", "loss", "next")}
    for check in ("address", "payment"):
        for kind in ("fraud", "honest"):
            shown[f"{check}_{kind}"] = setting[check][kind]
    shown |= {"fraud_percent": round(100 * setting["fraud"], 1), "rule": RULES[setting["rule"]]}
    claims = {name: value if name == "cheaper" else round(value, 7) for name, value in truth.items()}
    percent = {f"{name}_percent": round(100 * truth[name], 5) for name in ("flagged", "none_flagged", "fraud_if_flagged", "fraud_if_passed")}
    wrong = {name: round(value, 7) for name, (_, value) in mistakes.items()}
    wrong["dearer"] = "nothing" if truth["cheaper"] == "checks" else "checks"
    return {"parameters": {**shown, **claims, **percent, **wrong}, "files": {"exam/truth.json": json.dumps(truth)}}


def far(truth, value):
    return abs(truth - value) > max(0.05 * abs(truth), 0.0002)


def draw(rng):
    return {
        "fraud": rng.choice([0.008, 0.01, 0.012, 0.015, 0.02]),
        "address": {"fraud": rng.choice([0.8, 0.85, 0.9]), "honest": rng.choice([0.03, 0.04, 0.05])},
        "payment": {"fraud": rng.choice([0.7, 0.75, 0.8]), "honest": rng.choice([0.02, 0.03, 0.06])},
        "rule": rng.choice(sorted(RULES)),
        "look": rng.choice([4, 6, 15, 25]),
        "loss": rng.choice([60, 90, 140]),
        "next": rng.choice([15, 20, 25]),
    }


def fires(setting, kind, rule):
    address, payment = setting["address"][kind], setting["payment"][kind]
    return address * payment if rule == "both" else 1 - (1 - address) * (1 - payment)


def reckon(setting):
    fraud, look, loss = setting["fraud"], setting["look"], setting["loss"]
    caught, alarmed = fires(setting, "fraud", setting["rule"]), fires(setting, "honest", setting["rule"])
    flagged = fraud * caught + (1 - fraud) * alarmed
    cost = 1000 * (flagged * look + fraud * (1 - caught) * loss)
    truth = {
        "flagged": flagged,
        "none_flagged": (1 - flagged) ** setting["next"],
        "fraud_if_flagged": fraud * caught / flagged,
        "fraud_if_passed": fraud * (1 - caught) / (1 - flagged),
        "cost": cost,
        "cheaper": "checks" if cost < 1000 * fraud * loss else "nothing",
    }
    other = "both" if setting["rule"] == "either" else "either"
    mistakes = {
        "caught": ("fraud_if_flagged", caught),
        "other_rule": ("flagged", fraud * fires(setting, "fraud", other) + (1 - fraud) * fires(setting, "honest", other)),
        "missed": ("fraud_if_passed", 1 - caught),
        "without_losses": ("cost", 1000 * flagged * look),
        "sum_of_chances": ("none_flagged", max(0.0, 1 - setting["next"] * flagged)),
    }
    return truth, mistakes
