def changes(readings):
    later = iter(readings)
    next(later, None)
    for before, after in zip(readings, later):
        yield after - before
