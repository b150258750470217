def to_order(counts, minimum):
    return sorted(name for name, count in counts.items() if count is None or count <= minimum)
