def fee(minutes):
    if not minutes >= 0:
        raise ValueError("no car leaves before it comes")
    total = 0
    left = minutes - {{offset}}
    if minutes > {{free}}:
        while left > 0 and total < {{most}}:
            total += {{price}}
            left -= 60
    return min(total, {{most}})
