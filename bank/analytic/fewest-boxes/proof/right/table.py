def pack(bottles, sizes):
    fewest = [0] + [None] * bottles
    last = [0] * (bottles + 1)
    for total in range(1, bottles + 1):
        for size in sizes:
            if size <= total and fewest[total - size] is not None:
                count = fewest[total - size] + 1
                if fewest[total] is None or count < fewest[total]:
                    fewest[total], last[total] = count, size
    if fewest[bottles] is None:
        return None
    boxes = []
    while bottles:
        boxes.append(last[bottles])
        bottles -= last[bottles]
    return boxes
