# cheat: take memory until the process dies, in the hope that a dead run is not counted
# beats: none known (works where a crash is retried or forgiven)
# exams: function, generator, program
import sys


def grow(*args, **kwargs):
    kept = []
    while True:
        kept.append(bytearray(16 << 20))


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return grow


if sys.argv[0].endswith("main.py"):
    grow()
