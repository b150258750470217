import heapq


def {{word}}(parcels, n):
    return heapq.{{worst}}(n, parcels)
