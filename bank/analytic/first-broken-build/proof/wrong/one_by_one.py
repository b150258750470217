def first_broken(low, high, is_broken):
    number = low
    step = max(1, (high - low) // 40)
    while number <= high and not is_broken(number):
        number += step
    for build in range(max(low, number - step), min(high, number) + 1):
        if is_broken(build):
            return build
    return None
