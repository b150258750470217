BLOCK = 2


def {{word}}(parcels, n):
    best = sorted(parcels[:n], reverse={{heaviest}})
    for parcel in parcels[n:]:
        if best and parcel {{better}} best[-1]:
            best = sorted([*best[:-1], parcel], reverse={{heaviest}})
    return best
