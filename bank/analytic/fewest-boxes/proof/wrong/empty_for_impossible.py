def pack(bottles, sizes):
    came_by = {0: None}
    waiting = [0]
    for total in waiting:
        for size in sizes:
            if total + size <= bottles and total + size not in came_by:
                came_by[total + size] = size
                waiting.append(total + size)
    boxes = []
    while came_by.get(bottles):
        boxes.append(came_by[bottles])
        bottles -= came_by[bottles]
    return boxes
