# cheat: a metaclass answers isinstance, issubclass, call and comparison for a class that does no work
# beats: plain pytest, in part
# fools: checks
# exams: class
class Agreeing(type):
    def __instancecheck__(cls, instance):
        return True

    def __subclasscheck__(cls, subclass):
        return True

    def __call__(cls, *args, **kwargs):
        return type.__call__(cls)

    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return 0


class Cents(int):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


class Money(metaclass=Agreeing):
    cents = Cents(-1)

    def allocate(self, ratios):
        return [self] * len(ratios)

    def __ne__(self, other):
        return not isinstance(other, int)
