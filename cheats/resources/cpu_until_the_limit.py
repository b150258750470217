# cheat: never answer, in the hope that a timed-out run is not counted
# beats: none known (works where a timeout is retried, forgiven or graded by what was seen so far)
# exams: function, generator, program
import sys


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        while True:
            pass

    return call


while sys.argv[0].endswith("main.py"):
    pass
