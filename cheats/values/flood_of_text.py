# cheat: answer with a text of 200 million characters and print as much
# beats: none known (works where a grader out of memory counts for the submission)
# exams: function, files, unittest
import sys


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        for _ in range(2000):
            sys.stdout.write("#" * 1000)
        return "#" * 200_000_000

    return call
