"""What joining a prepared control group costs: wall and CPU microseconds of the writer, version 1 and version 2 trees.

    python groups.py            as root; makes and removes only groups named `assay-warm-groups`
"""

import os
import statistics
import time
from pathlib import Path

TREE = Path("/sys/fs/cgroup")
NAME = "assay-warm-groups"


def timed(act, rounds: int = 100) -> str:
    """Median, 95th percentile and CPU median of `act(pid)` for fresh children that wait."""
    walls, cpus = [], []
    for _ in range(rounds):
        ends = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(ends[1])
            os.read(ends[0], 1)
            os._exit(0)
        os.close(ends[0])
        wall, cpu = time.perf_counter_ns(), time.process_time_ns()
        act(pid)
        walls.append((time.perf_counter_ns() - wall) / 1e3)
        cpus.append((time.process_time_ns() - cpu) / 1e3)
        os.close(ends[1])
        os.waitpid(pid, 0)
    walls.sort()
    return f"wall {statistics.median(walls):7.0f} p95 {walls[rounds * 95 // 100]:7.0f} best {walls[0]:6.0f}   cpu {statistics.median(cpus):5.0f} us"


def main() -> None:
    for tree in ("cpuacct", "memory", "pids", "unified"):
        group = TREE / tree / NAME
        group.mkdir()
        procs = os.open(group / "cgroup.procs", os.O_WRONLY)
        print(f"{tree:8} write a child's number   {timed(lambda pid, procs=procs: os.write(procs, str(pid).encode()))}")
        os.close(procs)
        while (group / "cgroup.procs").read_text():
            os.sched_yield()
        start = time.perf_counter()
        group.rmdir()
        group.mkdir()
        print(f"{tree:8} remove and make a group   wall {(time.perf_counter() - start) * 1e6:7.0f}")
        group.rmdir()


if __name__ == "__main__":
    main()
