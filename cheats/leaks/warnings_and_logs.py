# cheat: send every hidden input through warnings, logging and an unraisable exception
# beats: graders that show a runner's warnings or log
# fools: leak
# exams: function, generator, unittest
# leaks: output
import logging
import sys
import warnings


class Telling:
    def __init__(self, text):
        self.text = text

    def __del__(self):
        raise ValueError(self.text)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        warnings.warn(repr(args), stacklevel=1)
        logging.error("%r", args)
        Telling(repr(args))
        sys.stdout.flush()

    return call
