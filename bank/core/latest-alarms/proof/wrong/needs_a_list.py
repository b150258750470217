def latest(alarms, count):
    if {{last}}:
        return list(dict.fromkeys(alarms[::-1]))[:count]
    return list(dict.fromkeys(alarms[:]))[::-1][:count]
