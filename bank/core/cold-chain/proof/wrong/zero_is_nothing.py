class Transport:
    def __init__(self, limit):
        self._limit = limit
        self._readings = []

    def add(self, celsius):
        if not -90 <= celsius <= 60:
            raise ValueError
        self._readings.append(celsius)

    @property
    def readings(self):
        return list(self._readings)

    @property
    def warmest(self):
        return max([0, *self._readings]) or None

    @property
    def minutes_too_warm(self):
        return sum(reading >= self._limit for reading in self._readings)
