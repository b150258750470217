class Pages:
    def __init__(self, labels, per_page):
        self._pages = []
        for place, label in enumerate(labels):
            if place % per_page == 0:
                self._pages.append([])
            self._pages[-1].append(label)

    def __iter__(self):
        return iter(self._pages)

    def __len__(self):
        return len(self._pages)
