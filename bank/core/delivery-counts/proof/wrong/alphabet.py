def totals(deliveries):
    result = {article: 0 for article in sorted({article for article, _ in deliveries})}
    for article, pieces in deliveries:
        result[article] += pieces
    return result


def largest(deliveries, count):
    counts = totals(deliveries)
    return sorted(counts, key=lambda article: (-counts[article], article))[:count]
