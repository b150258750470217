import math


class PageIterator:
    def __init__(self, labels, per_page):
        self.rest = list(labels)
        self.per_page = per_page

    def __iter__(self):
        return self

    def __next__(self):
        if not self.rest:
            raise StopIteration
        page, self.rest = self.rest[:self.per_page], self.rest[self.per_page:]
        return page


class Pages:
    def __init__(self, labels, per_page):
        self._of = (labels, per_page)

    def __iter__(self):
        return PageIterator(*self._of)

    def __len__(self):
        labels, per_page = self._of
        return math.ceil(len(labels) / per_page)
