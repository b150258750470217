class Transport:
    def __init__(self, limit):
        self.limit = limit
        self.kept = ()

    def add(self, celsius):
        if celsius < -90 or celsius > 60:
            raise ValueError(celsius)
        self.kept = (*self.kept, celsius)

    @property
    def readings(self):
        return [*self.kept]

    @property
    def warmest(self):
        return sorted(self.kept)[-1] if self.kept else None

    @property
    def minutes_too_warm(self):
        return len([reading for reading in self.kept if reading > self.limit])
