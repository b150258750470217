def search(times, moment, begin, end):
    if begin == end:
        return begin
    middle = begin + (end - begin) // 2
    if times[middle] {{keep}} moment:
        return search(times, moment, begin, middle)
    return search(times, moment, middle + 1, end)


def first_after(times, moment):
    found = search(times, moment, 0, len(times))
    return None if {{none}} and found == len(times) else found
