def free_slots(booked, opens, closes, minutes=30):
    if not booked:
        length = closes - opens
        return [(opens, closes)] if length > 0 and length >= minutes else []
    (start, end), *rest = booked
    return free_slots([], opens, start, minutes) + free_slots(rest, end, closes, minutes)
