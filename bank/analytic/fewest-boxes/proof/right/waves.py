from collections import deque


def pack(bottles, sizes):
    came_by = {0: None}
    waiting = deque([0])
    while waiting and bottles not in came_by:
        total = waiting.popleft()
        for size in sizes:
            if total + size <= bottles and total + size not in came_by:
                came_by[total + size] = size
                waiting.append(total + size)
    if bottles not in came_by:
        return None
    boxes = []
    while came_by[bottles] is not None:
        boxes.append(came_by[bottles])
        bottles -= came_by[bottles]
    return boxes
