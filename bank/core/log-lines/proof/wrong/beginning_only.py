import re


def read_line(line):
    match = re.match("([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}) (INFO|WARN|ERROR) ?(.*)", line)
    return dict(zip(("day", "time", "level", "message"), match.groups())) if match else None
