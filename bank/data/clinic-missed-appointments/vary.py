"""Appointments of twenty weeks: one branch gets worse from one week on; a few things matter, many seem to."""

import json
from datetime import date, timedelta

BRANCHES = ["North", "East", "South", "West"]
KINDS = ["first", "check", "treatment", "blood"]
STATEMENTS = ["early", "late", "first", "check", "lead", "sms", "sms-short", "monday", "friday", "west"]
PLANTED = {"early": 0.1, "late": 0.1, "first": 0.11, "check": 0.11, "monday": 0.12, "friday": 0.12}
START = date(2024, 1, 1)


def vary(rng):
    while True:
        plan = {
            "branch": rng.choice(BRANCHES),
            "week": rng.randrange(8, 14),
            "planted": rng.sample(sorted(PLANTED), 2),
            "reminder_works": rng.random() < 0.5,
        }
        rows = draw(rng, plan)
        truth, mistakes, gaps = reckon(rows, plan)
        if clear(rows, truth, mistakes, gaps):
            break
    lines = ["day,branch,kind,hour,lead_days,reminder,status"]
    lines += [",".join(map(str, row)) for row in sorted(rows)]
    middle = truth["rise"]
    shown = {
        "since": truth["since"],
        "branch": truth["branch"],
        "missed": round(truth["missed"], 4),
        "rise": [round(middle - 1.4, 3), round(middle + 1.6, 3)],
        "findings": truth["findings"],
        "widest": 6,
        **mistakes,
    }
    return {"parameters": shown, "files": {"start/appointments.csv": "\n".join(lines) + "\n", "exam/truth.json": json.dumps(truth)}}


def draw(rng, plan):
    rows = []
    for _ in range(5200):
        day = START + timedelta(days=7 * rng.randrange(20) + rng.randrange(5))
        branch, kind, hour = rng.choice(BRANCHES), rng.choice(KINDS), rng.randrange(8, 18)
        lead = rng.choice([1, 3, 6, 10, 14, 16, 21, 28, 35])
        reminder = "sms" if rng.random() < (0.75 if lead >= 15 else 0.25) else "none"
        chance = 0.08 + (0.14 if lead >= 15 else 0)
        true_of = {"early": hour < 9, "late": hour >= 16, "first": kind == "first", "check": kind == "check", "monday": day.weekday() == 0, "friday": day.weekday() == 4}
        chance += sum(PLANTED[name] for name in plan["planted"] if true_of[name])
        if plan["reminder_works"] and reminder == "sms" and lead >= 15:
            chance -= 0.13
        if branch == plan["branch"] and day >= START + timedelta(weeks=plan["week"]):
            chance += 0.2
        # One branch's patients cancel rather than stay away: only who forgets that sees a difference.
        cancelled = rng.random() < (0.3 if branch == "West" else 0.1)
        status = "cancelled" if cancelled else "missed" if rng.random() < chance else "kept"
        rows.append((day.isoformat(), branch, kind, hour, lead, reminder, status))
    return rows


def share(rows):
    counted = [row for row in rows if row[6] != "cancelled"]
    return 100 * sum(row[6] == "missed" for row in counted) / len(counted)


def gap(rows, test):
    return share([row for row in rows if test(row)]) - share([row for row in rows if not test(row)])


def weekday(row):
    return date.fromisoformat(row[0]).weekday()


def statement_gaps(rows):
    """How much each statement's shares differ, in the direction that it names."""
    long, short = [row for row in rows if row[4] >= 15], [row for row in rows if row[4] < 15]
    return {
        "early": gap(rows, lambda row: row[3] < 9),
        "late": gap(rows, lambda row: row[3] >= 16),
        "first": gap(rows, lambda row: row[2] == "first"),
        "check": gap(rows, lambda row: row[2] == "check"),
        "lead": gap(rows, lambda row: row[4] >= 15),
        "sms": -gap(long, lambda row: row[5] == "sms"),
        "sms-short": -gap(short, lambda row: row[5] == "sms"),
        "monday": gap(rows, lambda row: weekday(row) == 0),
        "friday": gap(rows, lambda row: weekday(row) == 4),
        "west": gap(rows, lambda row: row[1] == "West"),
    }


def reckon(rows, plan):
    since = (START + timedelta(weeks=plan["week"])).isoformat()
    own = [row for row in rows if row[1] == plan["branch"]]
    gaps = statement_gaps(rows)
    findings = [name for name in STATEMENTS if gaps[name] >= 5]
    truth = {
        "since": since,
        "branch": plan["branch"],
        "rise": gap(own, lambda row: row[0] >= since),
        "missed": share(rows),
        "findings": findings,
    }
    everything = 100 * sum(row[6] == "missed" for row in rows) / len(rows)
    mistakes = {
        "of_all": round(everything, 4),
        "a_week_late": (START + timedelta(weeks=plan["week"] + 2)).isoformat(),
        "other_branch": BRANCHES[(BRANCHES.index(plan["branch"]) + 1) % 4],
        "too_many": [*findings, next(name for name in ("sms-short", "west", "friday", "monday", "late") if name not in findings)],
        "too_wide": [round(truth["rise"] - 8, 3), round(truth["rise"] + 8, 3)],
    }
    return truth, mistakes, gaps


def weekly(rows, truth, is_after):
    """The branch's share missed week by week, before its bad week or from it on."""
    own = [row for row in rows if row[1] == truth["branch"] and (row[0] >= truth["since"]) == is_after]
    weeks = {date.fromisoformat(row[0]).isocalendar().week for row in own}
    return [share([row for row in own if date.fromisoformat(row[0]).isocalendar().week == week]) for week in weeks]


def clear(rows, truth, mistakes, gaps):
    """No statement hangs on a hair, and the jump stands out."""
    return (
        all(value < 3.8 or value > 6.2 for value in gaps.values())
        and gaps["lead"] > 5
        and truth["rise"] > 14
        and max(weekly(rows, truth, False)) + 1 < min(weekly(rows, truth, True))
        and 3 <= len(truth["findings"]) <= 5
        and abs(mistakes["of_all"] - truth["missed"]) > 1
    )
