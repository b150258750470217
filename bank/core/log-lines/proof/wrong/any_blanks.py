import re


def read_line(line):
    pieces = line.strip().split(None, 3)
    if len(pieces) != 4:
        return None
    day, time, level, message = pieces
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", day) or not re.fullmatch("[0-9]{2}:[0-9]{2}", time):
        return None
    if level not in ("INFO", "WARN", "ERROR"):
        return None
    return {"day": day, "time": time, "level": level, "message": message}
