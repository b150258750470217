def changes(readings):
    source = iter(readings)
    first = next(source, None)
    return rest(first, source)


def rest(before, source):
    for reading in source:
        yield reading - before
        before = reading
