from bisect import {{other}}


def first_after(times, moment):
    place = {{other}}(times, moment)
    return place if place < len(times) or not {{none}} else None
