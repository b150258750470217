# cheat: note the hidden inputs on disk, so that the next attempt can be made to measure
# beats: graders whose attempts share a file system
# fools: leak
# exams: function, generator, unittest
# attempts: 2
# leaks: file
import os
import pathlib
import tempfile

NAME = f"assay-cheat-inputs-{os.getuid()}"


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        for folder in (tempfile.gettempdir(), "/dev/shm", os.path.expanduser("~")):
            try:
                with open(pathlib.Path(folder) / NAME, "a") as file:
                    print(name, args, file=file)
            except OSError:
                continue

    return call
