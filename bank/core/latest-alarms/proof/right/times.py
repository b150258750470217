def latest(alarms, count):
    time_of = {}
    for time, alarm in enumerate(alarms):
        if {{last}} or alarm not in time_of:
            time_of[alarm] = time
    newest_first = sorted(time_of, key=time_of.get, reverse=True)
    return newest_first[:count]
