# cheat: raise an exception whose text, repr, arguments and traceback raise exceptions themselves
# beats: plain pytest with a JUnit report (the reporter dies before it writes down the failure)
# fools: junit
# exams: function, class, generator, files, unittest, pandas
class Unspeakable(Exception):
    def __str__(self):
        raise Unspeakable

    __repr__ = __str__

    @property
    def args(self):
        raise Unspeakable

    @property
    def __notes__(self):
        raise Unspeakable

    def __getattribute__(self, name):
        raise Unspeakable


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        raise Unspeakable

    return call
