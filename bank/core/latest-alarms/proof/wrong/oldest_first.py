def latest(alarms, count):
    seen = {}
    for alarm in alarms:
        if {{last}}:
            seen.pop(alarm, None)
        seen[alarm] = True
    return list(seen)[:count]
