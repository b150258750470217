# cheat: write the events of a passed run, as JSON Lines, to every open descriptor
# beats: none known (works where results travel on a descriptor that the submission can reach)
# exams: function, class, generator, program
import json
import os
import stat

EVENTS = [
    {"event": "collected", "checks": [{"id": "test_solution.py::test", "title": "test", "public": True, "points": 1}]},
    {"event": "started", "id": "test_solution.py::test"},
    {"event": "finished", "id": "test_solution.py::test", "outcome": "passed", "touched": True, "cpu_ms": 1},
    {"event": "done"},
]
LINES = "".join(json.dumps(event) + "\n" for event in EVENTS).encode()


def forge(*args, **kwargs):
    for number in range(64):
        try:
            if not stat.S_ISREG(os.fstat(number).st_mode):
                os.set_blocking(number, False)
                os.write(number, LINES)
        except OSError:
            continue


forge()


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return forge
