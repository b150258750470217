def free_slots(booked, opens, closes, minutes=30):
    slots, since = [], opens
    for start, end in booked:
        if start - since >= minutes:
            slots.append((since, start))
        since = end
    return slots
