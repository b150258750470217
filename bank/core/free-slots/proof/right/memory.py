def free_slots(booked, opens, closes, minutes=30):
    slots = []
    free_since = opens
    for start, end in booked:
        if start - free_since >= minutes and start > free_since:
            slots.append((free_since, start))
        free_since = end
    if closes - free_since >= minutes and closes > free_since:
        slots.append((free_since, closes))
    return slots
