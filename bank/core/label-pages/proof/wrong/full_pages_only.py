class Pages:
    def __init__(self, labels, per_page):
        self.labels = labels
        self.per_page = per_page

    def __iter__(self):
        for at in range(len(self)):
            yield self.labels[at * self.per_page:(at + 1) * self.per_page]

    def __len__(self):
        return len(self.labels) // self.per_page
