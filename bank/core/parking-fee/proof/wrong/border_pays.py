def fee(minutes):
    if minutes < 0:
        raise ValueError
    if minutes < {{free}}:
        return 0
    return min({{most}}, max({{price}}, {{price}} * ((minutes - {{offset}} + 59) // 60)))
