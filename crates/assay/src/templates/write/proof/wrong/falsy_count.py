def to_order(counts, minimum):
    return sorted(name for name, count in counts.items() if count and count < minimum or count is None)
