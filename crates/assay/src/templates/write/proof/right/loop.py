def to_order(counts, minimum):
    names = []
    for name in sorted(counts):
        count = counts[name]
        if count is not None and count >= minimum:
            continue
        names.append(name)
    return names
