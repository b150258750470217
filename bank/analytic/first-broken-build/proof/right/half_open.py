def first_broken(low, high, is_broken):
    end = high + 1
    while low < end:
        middle = (low + end) // 2
        if is_broken(middle):
            end = middle
        else:
            low = middle + 1
    return low if low <= high else None
