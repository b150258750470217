def fee(minutes):
    if minutes < 0:
        raise ValueError
    return {{price}} * ((minutes - {{offset}} + 59) // 60) if minutes > {{free}} else 0
