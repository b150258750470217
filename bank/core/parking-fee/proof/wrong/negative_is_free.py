def fee(minutes):
    if minutes <= {{free}}:
        return 0
    return min({{most}}, {{price}} * ((minutes - {{offset}} + 59) // 60))
