def free_slots(booked, opens, closes, minutes=30):
    starts = [opens] + [end for _, end in booked]
    ends = [start for start, _ in booked] + [closes]
    return [(start, end) for start, end in zip(starts, ends) if end - start > minutes]
