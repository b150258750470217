def fee(minutes):
    if minutes < 0:
        raise ValueError
    counted = minutes - {{other_offset}}
    return min({{most}}, {{price}} * ((counted + 59) // 60)) if minutes > {{free}} else 0
