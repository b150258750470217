from itertools import pairwise


def changes(readings):
    return (after - before for before, after in pairwise(iter_later(readings)))


def iter_later(readings):
    yield from readings
