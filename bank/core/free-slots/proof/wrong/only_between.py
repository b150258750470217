def free_slots(booked, opens, closes, minutes=30):
    pairs = zip(booked, booked[1:])
    return [(first[1], second[0]) for first, second in pairs if second[0] - first[1] >= minutes]
