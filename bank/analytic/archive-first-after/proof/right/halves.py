def first_after(times, moment):
    low, high = 0, len(times)
    while low < high:
        middle = (low + high) // 2
        if times[middle] {{sign}} moment:
            low = middle + 1
        else:
            high = middle
    if low == len(times) and {{none}}:
        return None
    return low
