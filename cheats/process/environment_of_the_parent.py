# cheat: read the parent's environment through /proc, and learn the test's identifier from it
# beats: none known (pytest sets the variable after its environment block was written)
# exams: function, program
import os
import pathlib
import sys

block = pathlib.Path(f"/proc/{os.getppid()}/environ").read_bytes().decode(errors="replace")
name = next((entry for entry in block.split("\0") if entry.startswith("PYTEST_CURRENT_TEST")), "")


def order_total(lines, discount):
    return float(name.rpartition("-")[2].partition("]")[0] or "0")


vat_included = order_total

if __name__ == "__main__":
    sys.stdout.write(name)


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args, **kwargs: None
