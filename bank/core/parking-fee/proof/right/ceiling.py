import math


def fee(minutes):
    if minutes < 0:
        raise ValueError("minutes must not be negative")
    if minutes <= {{free}}:
        return 0
    return min({{most}}, {{price}} * math.ceil((minutes - {{offset}}) / 60))
