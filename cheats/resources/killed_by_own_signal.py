# cheat: kill one's own process, in the hope that a run that died is not counted
# beats: none known (works where a crash is retried or forgiven)
# exams: function, generator, program
import os
import signal
import sys


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: os.kill(os.getpid(), signal.SIGKILL)


if sys.argv[0].endswith("main.py"):
    os.kill(os.getpid(), signal.SIGKILL)
