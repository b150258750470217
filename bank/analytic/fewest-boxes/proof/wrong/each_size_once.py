def pack(bottles, sizes):
    best = {0: []}
    for size in sizes:
        for total, boxes in list(best.items()):
            longer = boxes + [size]
            if total + size <= bottles and len(longer) < len(best.get(total + size, longer + [0])):
                best[total + size] = longer
    return best.get(bottles)
