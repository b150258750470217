from collections import Counter


def totals(deliveries):
    counter = Counter()
    for article, pieces in deliveries:
        counter[article] += pieces
    return dict(counter)


def largest(deliveries, count):
    return [article for article, _ in Counter(totals(deliveries)).most_common(count)]
