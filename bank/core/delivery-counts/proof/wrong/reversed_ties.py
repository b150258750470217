def totals(deliveries):
    result = {}
    for article, pieces in deliveries:
        result[article] = result.get(article, 0) + pieces
    return result


def largest(deliveries, count):
    counts = totals(deliveries)
    ranked = sorted(counts, key=counts.get)
    return ranked[::-1][:count]
