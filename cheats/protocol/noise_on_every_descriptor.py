# cheat: write random bytes to every open descriptor, pipe and socket
# beats: none known (works where a broken channel counts for the submission)
# exams: function, class, generator
import os
import random
import stat


def noise():
    for number in range(3, 64):
        try:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                os.set_blocking(number, False)
                os.write(number, random.Random(number).randbytes(4096))
        except OSError:
            continue


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: noise()
