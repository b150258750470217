def {{word}}(parcels, n):
    return sorted(parcels, reverse={{heaviest}})[:n]
