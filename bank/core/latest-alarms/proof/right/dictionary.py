def latest(alarms, count):
    seen = {}
    for alarm in alarms:
        if {{last}}:
            seen.pop(alarm, None)
        seen.setdefault(alarm)
    return list(reversed(seen))[:count]
