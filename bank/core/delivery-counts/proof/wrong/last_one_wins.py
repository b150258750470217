def totals(deliveries):
    return dict(deliveries)


def largest(deliveries, count):
    counts = totals(deliveries)
    return sorted(counts, key=counts.get, reverse=True)[:count]
