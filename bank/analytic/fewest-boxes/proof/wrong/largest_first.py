def pack(bottles, sizes):
    boxes = []
    for size in sorted(sizes, reverse=True):
        while size <= bottles:
            boxes.append(size)
            bottles -= size
    return boxes if bottles == 0 else None
