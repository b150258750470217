def {{word}}(parcels, n):
    left, found = list(parcels), []
    while left and len(found) < n:
        best = 0
        for place in range(1, len(left)):
            if left[place] {{better}} left[best]:
                best = place
        for again in range(len(left)):
            if left[again] {{better}} left[best]:
                best = again
        found.append(left.pop(best))
    return found
