from bisect import bisect_left


def first_broken(low, high, is_broken):
    builds = range(low, high + 1)
    place = bisect_left(builds, True, key=is_broken)
    if place == len(builds):
        return None
    return builds[place]
