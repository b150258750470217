"""Where the time of pytest's per-item protocol goes: ten collected tests, run in forked children in different ways.

    python items.py [ROUNDS]

CPU milliseconds of the child (user + system), page faults, and the time of a second pass in the same child.
"""

import gc
import os
import resource
import statistics
import sys
import time
from pathlib import Path

import collected

HERE = Path(__file__).parent
WAYS = {
    "fork and exit": lambda session, items: [],
    "protocol": collected.run_protocol,
    "lean": collected.run_lean,
    "leanest": collected.run_leanest,
    "functions": collected.run_functions,
}


def in_child(session, way) -> tuple[float, float, float, int]:
    """CPU of the whole child, of the first and of the second pass (ms), and its minor page faults."""
    ends = os.pipe()
    pid = os.fork()
    if pid == 0:
        gc.disable()
        times = [time.process_time()]
        for _ in range(2):
            assert set(way(session, session.items)) <= {"passed"}
            times.append(time.process_time())
        os.write(ends[1], repr([times[1] - times[0], times[2] - times[1], os.times()[4]]).encode())
        os._exit(0)
    os.close(ends[1])
    first, second, _ = eval(os.read(ends[0], 4096))
    os.close(ends[0])
    _pid, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit("a child failed")
    return (usage.ru_utime + usage.ru_stime - second) * 1e3, first * 1e3, second * 1e3, usage.ru_minflt


def measure(title: str, session, rounds: int, names: list[str]) -> None:
    """Print a row per way; the ways take turns, so that noise meets all."""
    taken = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            taken[name].append(in_child(session, WAYS[name]))
    for name, rows in taken.items():
        whole, first, second, faults = (statistics.median(column) for column in zip(*rows, strict=True))
        print(f"{title:34} {name:14} child {whole:6.2f}  first pass {first:6.2f}  second {second:6.2f}  faults {faults:5.0f}")


def in_fresh_process(title: str, rounds: int, optional: bool, autoload: bool, rehearsed: bool, frozen: bool) -> None:
    """Collect in a process of its own, so that one setting does not warm the next."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        os.waitpid(pid, 0)
        return
    session = collected.collect(str(HERE / "exams/plain"), optional, autoload)
    if rehearsed:
        for way in (collected.run_protocol, collected.run_lean, collected.run_leanest):
            way(session, session.items)
            way(session, session.items)
    if frozen:
        gc.collect()
        gc.freeze()
    measure(title, session, rounds, list(WAYS))
    sys.stdout.flush()
    os._exit(0)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB before collecting")
    in_fresh_process("all plugins, environment's too", rounds, True, True, False, False)
    in_fresh_process("pytest's default plugins", rounds, True, False, False, False)
    in_fresh_process("optional plugins off", rounds, False, False, False, False)
    in_fresh_process("... rehearsed in the image", rounds, False, False, True, False)
    in_fresh_process("... rehearsed, frozen", rounds, False, False, True, True)


if __name__ == "__main__":
    main()
