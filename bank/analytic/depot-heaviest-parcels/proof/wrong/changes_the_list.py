import heapq


def {{word}}(parcels, n):
    found = heapq.{{best}}(n, parcels)
    del parcels[n:]
    return found
