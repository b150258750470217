"""A morning with more bookings than chairs; new patients come independently, or in pairs that share a car."""

import json


def vary(rng):
    while True:
        setting = draw(rng)
        truth, mistakes = reckon(setting)
        if 0.03 < truth["too_many"] < 0.6 and truth["nobody_new"] > 0.004 and all(
            abs(value - truth[name]) > 0.012 for name, value in mistakes.values()
        ):
            break
    how = {
        False: "whether one comes says nothing about another",
        True: "the new patients are couples who share a car: of each couple both come or neither does, and nothing else depends on anything",
    }[setting["couples"]]
    shown = {
        **{name: setting[name] for name in ("known", "new", "chairs", "known_comes", "new_comes")},
        "booked": setting["known"] + setting["new"],
        "how": how,
    }
    claims = {name: round(value, 5) for name, value in truth.items()}
    percent = {f"{name}_percent": round(100 * truth[name], 3) for name in ("too_many", "nobody_new", "absent_new")}
    wrong = {name: round(value, 5) for name, (_, value) in mistakes.items()}
    return {"parameters": {**shown, **claims, **percent, **wrong}, "files": {"exam/truth.json": json.dumps(truth)}}


def draw(rng):
    known, new = rng.randrange(9, 14), 2 * rng.randrange(2, 4)
    return {
        "known": known,
        "new": new,
        "chairs": known + new - rng.randrange(2, 5),
        "known_comes": rng.choice([0.85, 0.88, 0.9, 0.92]),
        "new_comes": rng.choice([0.5, 0.55, 0.6, 0.65]),
        "couples": rng.random() < 0.5,
    }


def added(chances, comes, size):
    """The distribution of a number after one more party that comes whole or not at all."""
    more = dict.fromkeys(range(max(chances) + size + 1), 0.0)
    for count, chance in chances.items():
        more[count] += chance * (1 - comes)
        more[count + size] += chance * comes
    return more


def distribution(setting):
    size = 2 if setting["couples"] else 1
    chances = {0: 1.0}
    for _ in range(setting["known"]):
        chances = added(chances, setting["known_comes"], 1)
    for _ in range(setting["new"] // size):
        chances = added(chances, setting["new_comes"], size)
    return chances


def reckon(setting):
    known, new, chairs = setting["known"], setting["new"], setting["chairs"]
    chances = distribution(setting)
    parties = new // 2 if setting["couples"] else new
    absent_known, absent_new = known * (1 - setting["known_comes"]), new * (1 - setting["new_comes"])
    truth = {
        "arrivals": known * setting["known_comes"] + new * setting["new_comes"],
        "sent_home": sum(chance * max(count - chairs, 0) for count, chance in chances.items()),
        "too_many": sum(chance for count, chance in chances.items() if count > chairs),
        "nobody_new": (1 - setting["new_comes"]) ** parties,
        "absent_new": absent_new / (absent_known + absent_new),
    }
    other_parties = new if setting["couples"] else new // 2
    mistakes = {
        "full_counts": ("too_many", sum(chance for count, chance in chances.items() if count >= chairs)),
        "turned_around": ("absent_new", 1 - setting["new_comes"]),
        "plain_mean": ("arrivals", (known + new) * (setting["known_comes"] + setting["new_comes"]) / 2),
        "other_dependence": ("nobody_new", (1 - setting["new_comes"]) ** other_parties),
        "of_the_mean": ("sent_home", max(truth["arrivals"] - chairs, 0.0)),
    }
    return truth, mistakes
