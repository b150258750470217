class Transport:
    _readings = []

    def __init__(self, limit):
        self._limit = limit

    def add(self, celsius):
        if not -90 <= celsius <= 60:
            raise ValueError
        self._readings.append(celsius)

    @property
    def readings(self):
        return list(self._readings)

    @property
    def warmest(self):
        return max(self._readings, default=None)

    @property
    def minutes_too_warm(self):
        return sum(reading > self._limit for reading in self._readings)
