SHAPE = "dddd-dd-dd dd:dd "
DIGITS = "0123456789"


def fits(text):
    return len(text) == len(SHAPE) and all(c in DIGITS if s == "d" else c == s for c, s in zip(text, SHAPE))


def read_line(line):
    head, rest = line[:17], line[17:].removesuffix("\n")
    level, _, message = rest.partition(" ")
    if not fits(head) or level not in ("INFO", "WARN", "ERROR") or not message:
        return None
    return {"day": head[:10], "time": head[11:16], "level": level, "message": message}
