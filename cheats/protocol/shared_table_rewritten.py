# cheat: send changes for every container that the exam has shared, and for some that it has not
# beats: none known (works where a window applies changes that make no sense)
# exams: function, generator
import gc
import json
import struct
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
    for number in range(0, 40):
        try:
            peer._transmit(frame([0, 1, None, [[], [], [], [], [[number, ["=", True, True]]]]]))
        except Exception:
            continue


def frame(message):
    text = json.dumps(message).encode()
    return struct.pack("!II", len(text), len(text)) + text


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        attack(*args)
        return None

    return call
