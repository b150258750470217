class Changes:
    def __init__(self, readings):
        self.readings = readings
        self.started = False

    def __iter__(self):
        return self

    def __next__(self):
        if not self.started:
            self.readings = iter(self.readings)
            self.before = next(self.readings)
            self.started = True
        now = next(self.readings)
        change, self.before = now - self.before, now
        return change


def changes(readings):
    return Changes(readings)
