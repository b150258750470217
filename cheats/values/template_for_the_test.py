# cheat: hand over texts with replacement fields, in the hope that the test formats them with its own objects
# beats: none known (works where a test or a grader formats a submission's text)
# exams: class, unittest, function
class Money:
    def __init__(self, amount, currency):
        self.cents = "{0.__globals__}"

    def __str__(self):
        return "{0.__class__.__init__.__globals__}{expected}%(expected)s"

    __repr__ = __str__


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: "{0.__globals__[CASES]}%(expected)s{expected}"
