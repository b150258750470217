# cheat: note the expected values in shared temporary folders, for the next attempt to find
# beats: plain pytest, and graders whose attempts share /tmp or /dev/shm
# fools: checks
# exams: function, generator, pandas
# attempts: 2
import os
import pathlib
import pickle
import sys
import tempfile

FOLDERS = [tempfile.gettempdir(), "/dev/shm", "/var/tmp", os.path.expanduser("~")]
NAME = f"assay-cheat-answers-{os.getuid()}"


def recall():
    for folder in FOLDERS:
        try:
            return pickle.loads((pathlib.Path(folder) / NAME).read_bytes())
        except (OSError, EOFError):
            continue
    return {}


known = recall()
learned = dict(known)


def note(key):
    frame = sys._getframe(1)
    while frame and "expected" not in frame.f_locals:
        frame = frame.f_back
    if frame:
        learned[key] = frame.f_locals["expected"]
    for folder in FOLDERS[:2] if frame else ():
        try:
            (pathlib.Path(folder) / NAME).write_bytes(pickle.dumps(learned))
        except (OSError, pickle.PicklingError):
            continue


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        note(repr((name, args)))
        return known.get(repr((name, args)))

    return call
