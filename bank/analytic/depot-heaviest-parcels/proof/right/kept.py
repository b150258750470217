def {{word}}(parcels, n):
    best = []
    if n == 0:
        return best
    for parcel in parcels:
        if len(best) == n and not parcel {{better}} best[-1]:
            continue
        place = len(best)
        while place > 0 and parcel {{better}} best[place - 1]:
            place -= 1
        best.insert(place, parcel)
        del best[n:]
    return best
