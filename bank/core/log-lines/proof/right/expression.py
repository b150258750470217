import re

LINE = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}) (?P<time>[0-9]{2}:[0-9]{2}) (?P<level>INFO|WARN|ERROR) (?P<message>[^\n]+)\n?"
)


def read_line(line):
    match = LINE.fullmatch(line)
    return match.groupdict() if match else None
