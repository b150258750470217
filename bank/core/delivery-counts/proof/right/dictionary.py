def totals(deliveries):
    result = {}
    for article, pieces in deliveries:
        result[article] = result.get(article, 0) + pieces
    return result


def largest(deliveries, count):
    counts = totals(deliveries)
    return sorted(counts, key=counts.get, reverse=True)[:count]
