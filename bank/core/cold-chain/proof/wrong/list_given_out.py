class Transport:
    def __init__(self, limit):
        self._limit = limit
        self.readings = []

    def add(self, celsius):
        if not -90 <= celsius <= 60:
            raise ValueError
        self.readings.append(celsius)

    @property
    def warmest(self):
        return max(self.readings, default=None)

    @property
    def minutes_too_warm(self):
        return sum(reading > self._limit for reading in self.readings)
