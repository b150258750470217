import heapq


def {{word}}(parcels, n):
    return heapq.{{best}}(n, parcels)
