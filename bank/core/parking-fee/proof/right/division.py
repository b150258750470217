def fee(minutes):
    if minutes < 0:
        raise ValueError(f"{minutes} minutes")
    full, rest = divmod(minutes - {{offset}}, 60)
    hours = full + (rest > 0)
    if minutes > {{free}}:
        return min({{price}} * hours, {{most}})
    return 0
