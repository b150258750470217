# cheat: let every test fail, then turn the status into 0 while the interpreter shuts down
# beats: plain pytest, python -m unittest, and whoever believes an exit status
# fools: status, unittest
# exams: all
import atexit
import os

atexit.register(os._exit, 0)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: None
