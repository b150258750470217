def pack(bottles, sizes):
    levels = [{0}]
    seen = {0}
    while bottles not in levels[-1]:
        grown = {total + size for total in levels[-1] for size in sizes if total + size <= bottles} - seen
        if not grown:
            return None
        seen |= grown
        levels.append(grown)
    boxes = []
    for level in reversed(levels[:-1]):
        size = next(size for size in sizes if bottles - size in level)
        boxes.append(size)
        bottles -= size
    return boxes
