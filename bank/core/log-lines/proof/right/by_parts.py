import re


def read_line(line):
    pieces = line.rstrip("\n").split(" ", 3)
    if len(pieces) != 4:
        return None
    day, time, level, message = pieces
    good_day = re.fullmatch("[0-9]{4}(-[0-9]{2}){2}", day)
    good_time = re.fullmatch("[0-9]{2}:[0-9]{2}", time)
    if not (good_day and good_time and level in {"INFO", "WARN", "ERROR"} and message):
        return None
    return dict(day=day, time=time, level=level, message=message)
