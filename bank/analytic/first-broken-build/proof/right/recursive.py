def first_broken(low, high, is_broken):
    if low > high:
        return None
    middle = low + (high - low) // 2
    if not is_broken(middle):
        return first_broken(middle + 1, high, is_broken)
    earlier = first_broken(low, middle - 1, is_broken)
    return middle if earlier is None else earlier
