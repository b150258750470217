def changes(readings):
    before = None
    for reading in readings:
        if before:
            yield reading - before
        before = reading
