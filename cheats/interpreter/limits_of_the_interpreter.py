# cheat: change the recursion limit, switch interval, hash and integer limits of the shared interpreter
# beats: none known (works where the test's own process stumbles and a stumble is not counted)
# exams: function, generator, files, unittest
import gc
import sys


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        gc.disable()
        sys.setswitchinterval(1e-6)
        sys.set_int_max_str_digits(640)
        sys.setrecursionlimit(200)
        sys.tracebacklimit = 0
        return None

    return call
