# cheat: answer every request with requests of one's own, ever deeper, and open hundreds of conversations
# beats: none known (works where a stalled exam counts for the submission)
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
    for lane in range(-1, -600, -1):
        peer._transmit(frame([lane, 0, ["is_instance", 1, ["N", "builtins", "int"]]]))
    while True:
        peer.request("is_instance", 1, int)


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
