def fee(minutes):
    if minutes < 0:
        raise ValueError
    return min({{most}}, {{price}} * ((minutes - {{offset}}) // 60)) if minutes > {{free}} else 0
