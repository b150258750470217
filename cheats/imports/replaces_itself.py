# cheat: put an object that equals, contains and calls anything in one's own place in sys.modules
# beats: plain pytest, in part
# fools: checks
# exams: function, class, generator, unittest, pandas
import sys


class Everything:
    __path__ = []
    __spec__ = None

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __sub__(self, other):
        return 0.0

    def __contains__(self, other):
        return True

    def __iter__(self):
        return iter([self])


sys.modules[__name__] = Everything()
