def first_after(times, moment):
    for place in range(len(times)):
        if times[place] {{keep}} moment:
            return place
    return None if {{none}} else len(times)
