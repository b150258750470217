class Pages:
    def __init__(self, labels, per_page):
        self.labels = labels
        self.per_page = per_page

    def __iter__(self):
        for start in range(0, len(self.labels), self.per_page):
            yield self.labels[start:start + self.per_page]

    def __len__(self):
        return -(-len(self.labels) // self.per_page)
