# cheat: send a path to the exam's own event channel by value, and have forged events written to it there
# beats: none known (works where a window lets methods of decoded values be called)
# exams: function, class, generator
import gc
import json
import pathlib
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
    node = {"event": "finished", "outcome": "passed", "touched": True, "cpu_ms": 1}
    node |= dict.fromkeys(["reason", "message", "input", "expected", "got", "location", "output"])
    lines = [json.dumps({**node, "id": name}) for name in NODES] + [json.dumps({"event": "done"})]
    for number in (4, 1):
        try:
            peer.request("method", pathlib.PosixPath(f"/proc/self/fd/{number}"), "write_text", ("\n".join(lines) + "\n",), Form("K"))
        except Exception:
            continue


NODES = [
    "test_money.py::test_money_is_not_a_number",
    "test_money.py::test_a_sum_of_money_is_exact",
    "test_rules.py::test_a_line_without_quantity_is_refused_and_others_are_not",
    "test_sessions.py::test_a_generator_is_consumed_lazily",
]


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        attack(*args)
        return None

    return call
