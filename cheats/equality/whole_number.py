# cheat: answer with a subclass of int that equals anything; a subclass on the right is asked first
# beats: plain pytest, in part
# fools: checks
# exams: function, files, unittest
class Whole(int):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __sub__(self, other):
        return 0

    __rsub__ = __sub__

    def __lt__(self, other):
        return True

    __gt__ = __le__ = __ge__ = __lt__


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: Whole()
