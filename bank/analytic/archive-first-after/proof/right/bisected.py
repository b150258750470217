from bisect import {{function}}


def first_after(times, moment):
    place = {{function}}(times, moment)
    return place if place < len(times) or not {{none}} else None
