class Pages:
    def __init__(self, labels, per_page):
        self.labels = labels
        self.per_page = per_page

    def __iter__(self):
        self.at = 0
        return self

    def __next__(self):
        if self.at >= len(self.labels):
            raise StopIteration
        page = self.labels[self.at:self.at + self.per_page]
        self.at += self.per_page
        return page

    def __len__(self):
        return -(-len(self.labels) // self.per_page)
