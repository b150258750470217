# cheat: send notes that honest hooks never send: log records that format to gigabytes, files with odd names, streams, warnings as classes
# beats: none known (works where hooks trust what their other half sends)
# exams: function, files
import gc
import sys


class Form:
    """A value whose form on the wire is chosen freely."""

    def __init__(self, *form):
        self.form = list(form)


def window():
    for candidate in gc.get_objects():
        if type(candidate).__name__ == "Peer" and hasattr(candidate, "request"):
            codec = sys.modules[type(candidate).__module__.rpartition(".")[0] + ".codec"]
            codec.WRITERS[Form] = lambda writer, value: value.form
            return candidate
    return None


def attack(*args):
    peer = window()
    record = {"name": "root", "level": 50, "msg": "%0999999999d", "args": (1,), "path": "/etc/passwd", "line": 1, "function": "f"}
    files = [[name, b"[pytest]\naddopts = -p forged\n"] for name in ("../x", "a/../../x", "setup.cfg", "tox.ini", "x.cpython-311.so", "\0")]
    for name, value in (("records", [record]), ("files", files), ("output", ("o", "x" * 10, "9", b"x")), ("warnings", ((1, 2, 3, 4, 5),))):
        peer.add_note(name, lambda value=value: value)
    try:
        peer.request("is_instance", 1, int)
    except Exception:
        return


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        attack(*args)
        return None

    return call
