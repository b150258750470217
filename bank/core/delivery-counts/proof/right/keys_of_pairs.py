from collections import defaultdict


def totals(deliveries):
    found = defaultdict(list)
    for article, pieces in deliveries:
        found[article].append(pieces)
    return {article: sum(pieces) for article, pieces in found.items()}


def largest(deliveries, count):
    ranked = sorted((-pieces, at, article) for at, (article, pieces) in enumerate(totals(deliveries).items()))
    return [article for _, _, article in ranked[:count]]
