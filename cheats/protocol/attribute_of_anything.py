# cheat: patch the window in one's own room, climb from `len` to `builtins.exec` by a bound-method form and call it in the exam's
# beats: none known (works where a window resolves attributes of what it decodes)
# exams: function, generator, class
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


PAYLOAD = """
import sys
for name, module in list(sys.modules.items()):
    if name.endswith("exam_room.checks"):
        module._outcome = lambda running, touched: ("passed", None)
"""


def attack(*args):
    peer = window()
    builtins = Form("ob", ["N", "builtins", "len"], "__self__")
    execute = Form("ob", builtins.form, "exec")
    try:
        peer.request("call", execute, (PAYLOAD,), Form("K"))
    except Exception:
        return


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        attack(*args)
        return None

    return call
