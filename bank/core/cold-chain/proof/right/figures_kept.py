class Transport:
    def __init__(self, limit):
        self._limit, self._readings = limit, []
        self._warmest, self._minutes = None, 0

    def add(self, celsius):
        if abs(celsius + 15) > 75:
            raise ValueError("the sensor is broken")
        self._readings.append(celsius)
        self._minutes += celsius > self._limit
        if self._warmest is None or celsius > self._warmest:
            self._warmest = celsius

    readings = property(lambda self: self._readings[:])
    warmest = property(lambda self: self._warmest)
    minutes_too_warm = property(lambda self: self._minutes)
