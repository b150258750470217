def to_order(counts, minimum):
    uncounted = {name for name in counts if counts[name] is None}
    few = {name for name in set(counts) - uncounted if minimum > counts[name]}
    result = list(uncounted | few)
    result.sort()
    return result
