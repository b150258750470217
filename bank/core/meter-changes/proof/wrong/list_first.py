def changes(readings):
    known = list(readings) if hasattr(readings, "__len__") else [number for _, number in zip(range(1000), readings)]
    for at in range(1, len(known)):
        yield known[at] - known[at - 1]
