def first_broken(low, high, is_broken):
    last = high
    while low < high:
        middle = (low + high) // 2
        if is_broken(middle):
            high = middle
        else:
            low = middle + 1
    return low if low < last else None
