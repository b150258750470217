def latest(alarms, count):
    ordered = list(alarms)
    if {{last}}:
        return list(dict.fromkeys(ordered))[::-1][:count]
    return list(dict.fromkeys(ordered[::-1]))[:count]
