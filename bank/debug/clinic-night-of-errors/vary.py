"""Three days of logs, one planted fault, decoys around it."""

import json
from datetime import datetime, timedelta

FAULTS = {
    "lock timeout": ("store", "WARNING", "waited 5000 ms for the lock on slots, gave up"),
    "disk full": ("store", "WARNING", "write to journal: no space left on device, will retry"),
    "no memory": ("booking", "WARNING", "cache of free places dropped: cannot allocate 512 MB"),
}
DECOYS = ("mail server did not answer, will try later", "text message refused: unknown number", "address of patient is no mail address")


def vary(rng):
    days = ["2024-05-06", "2024-05-07", "2024-05-08"]
    bad_day = rng.choice(days)
    cause = rng.choice(sorted(FAULTS))
    component, level, text = FAULTS[cause]
    noisy = rng.choice([day for day in days if day != bad_day])
    lines = {(day, part): [] for day in days for part in ("web", "booking", "store", "mail")}
    truth = {"cause": cause, "component": component, "failures": 0}
    slowest, errors = (0, ""), dict.fromkeys(days, 0)

    def write(moment, level, part, request, said):
        day = moment.date().isoformat()
        lines[day, part].append(f"{moment.isoformat(timespec='milliseconds')} {level} {part} req={request} {said}")
        errors[day] += level == "ERROR"

    for day in days:
        moment = datetime.fromisoformat(f"{day}T07:00:00")
        fails_from = moment + timedelta(minutes=rng.randrange(60, 200))
        # One early failure of another sort: a search, not a booking.
        early = rng.randrange(20, 40)
        for number in range(260):
            moment += timedelta(milliseconds=rng.randrange(20_000, 90_000))
            request = f"{rng.randrange(1 << 32):08x}"
            what = rng.choices(["GET /free", "POST /book", "GET /find", "POST /cancel"], [6, 3, 2, 1])[0]
            took, status = rng.randrange(20, 400), 200
            write(moment, "INFO", "booking", request, f"started {what}")
            is_fault = day == bad_day and moment >= fails_from and what == "POST /book" and rng.random() < 0.7
            if what == "GET /find" and number > early and rng.random() < 0.08:
                status = 500
                write(moment + timedelta(milliseconds=9), "ERROR", "store", request, "bad query: unmatched quote")
            elif is_fault:
                status, took = 500, rng.randrange(5_000, 5_900)
                fault_at = moment + timedelta(milliseconds=took - 40)
                write(fault_at, level, component, request, text)
                write(fault_at + timedelta(milliseconds=12), "ERROR", "booking", request, "booking failed: StoreError")
                if "request" not in truth:
                    truth |= {"request": request, "since": fault_at.strftime("%H:%M")}
            elif rng.random() < 0.05:
                status, took = 409, rng.randrange(20, 90)
                write(moment + timedelta(milliseconds=5), "WARNING", "booking", request, "refused: that time is taken")
            if rng.random() < (0.75 if day == noisy else 0.05):
                write(moment + timedelta(milliseconds=3), "ERROR", "mail", request, rng.choice(DECOYS))
            if rng.random() < 0.004:
                took = rng.randrange(6_000, 9_000)
            write(moment + timedelta(milliseconds=took), "ERROR" if status == 500 else "INFO", "web", request, f"{what} {status} {took}ms")
            truth["failures"] += status == 500
            slowest = max(slowest, (took, request))
    if "request" not in truth:
        raise AssertionError("the fault was not planted")
    truth |= {"slowest": slowest[1], "day": max(days, key=errors.__getitem__)}
    files = {f"start/logs/{day}/{part}.log": "\n".join(sorted(texts)) + "\n" for (day, part), texts in lines.items()}
    shown = {name: str(value) for name, value in truth.items()}
    return {"parameters": {"bad_day": bad_day, "noisy_day": noisy, **shown}, "files": {**files, "exam/truth.json": json.dumps(truth)}}
