def changes(readings):
    before = None
    for reading in readings:
        if before is not None:
            yield reading - before
        before = reading
