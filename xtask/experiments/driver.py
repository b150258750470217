"""Verdicts from two pooled forks, measured against starting Python and a bare fork, in turns. Runs as root (it reads a
control group's CPU clock); the rooms run as the user `--user`.

    python driver.py --python ENV/bin/python --files DIR [--case function] [--rounds 60] [--off net,...] [--as-user]

DIR holds `box`, `entry.so` (compiled from the C files here) and `filter*.bpf`.
"""

import argparse
import array
import os
import select
import signal
import socket
import statistics
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
GROUPS = Path("/sys/fs/cgroup/cpuacct")
OUTSIDE_USER = "1879048192"
ORDINARY = ["setpriv", "--reuid", "1500", "--regid", "1500", "--clear-groups"]
ROOM_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/work",
    "TMPDIR": "/tmp",
    "MPLCONFIGDIR": "/tmp",
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "MPLBACKEND": "Agg",
    "PYTHONHASHSEED": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    **dict.fromkeys(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"], "1"),
}


class Meter:
    """Wall time and CPU time (nanoseconds, kernel time included) of everything in a control group of its own."""

    def __init__(self) -> None:
        self._group = GROUPS / f"assay-warm-{os.getpid()}"
        self._group.mkdir()
        (self._group / "cgroup.procs").write_text(str(os.getpid()))
        self._usage = os.open(self._group / "cpuacct.usage", os.O_RDONLY)

    def now(self) -> tuple[int, int]:
        return time.perf_counter_ns(), int(os.pread(self._usage, 32, 0))

    def close(self) -> None:
        (GROUPS / "cgroup.procs").write_text(str(os.getpid()))
        while (self._group / "cgroup.procs").read_text():
            os.sched_yield()  # what was killed is still being taken down
        self._group.rmdir()


class Nursery:
    """One side's image and the maker of its boxes."""

    def __init__(self, side: str, options: argparse.Namespace) -> None:
        self._network = b"\x01" if "net" not in options.off else b"\x00"
        maker, maker_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        control, control_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        root = options.files / f"root-{os.getpid()}-{side}"
        root.mkdir(exist_ok=True)
        environment = ROOM_ENVIRONMENT | {"WARM_FILES": str(options.files), "WARM_OFF": options.off, "WARM_WAY": options.way}
        environment |= {name: "1" for name, wanted in (("WARM_TRACE", options.trace), ("WARM_AHEAD", options.ahead)) if wanted}
        binds = ["/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/dev/null", "/dev/urandom", str(options.files), str(HERE)]
        command = [*(ORDINARY if options.as_user else []), str(options.files / "box"), str(root), OUTSIDE_USER]
        command += [str(HERE / "submissions"), *binds, "--", str(options.python), str(HERE / "image.py"), side, options.case]
        pid = os.fork()
        if pid == 0:
            os.dup2(os.dup(maker_end.fileno()), 3)
            os.dup2(control_end.fileno(), 4) if control_end.fileno() != 4 else os.set_inheritable(4, True)
            os.closerange(5, 200)
            os.execvpe(command[0], command, environment)
        self.pid, self._maker, self.control = pid, maker, control
        maker_end.close()
        control_end.close()

    def wait_until_ready(self) -> None:
        if self.control.recv(16) != b"ready":
            raise SystemExit("an image did not start")

    def order(self) -> None:
        self._maker.send(self._network)

    def receive(self) -> int:
        """The pidfd of an ordered box's init."""
        _data, ancillary, _flags, _address = self._maker.recvmsg(1, socket.CMSG_SPACE(4))
        if not ancillary:
            raise SystemExit("the maker has ended")
        return array.array("i", ancillary[0][2])[0]

    def close(self) -> None:
        self.control.close()
        self._maker.close()
        os.waitpid(self.pid, 0)


def ask(control: socket.socket, *descriptors: int) -> None:
    control.sendmsg([b"go"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))])


class Grader:
    """Two nurseries and a pool of one box each: the next is made while nobody waits for it."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._ahead = options.ahead
        self._sides = [Nursery(side, options) for side in ("exam", "submission")]
        for side in self._sides:
            side.wait_until_ready()

    def order(self) -> list[int]:
        for side in self._sides:
            side.order()
        return [side.receive() for side in self._sides]

    def run(self, boxes: list[int]) -> None:
        """From the request to `done`."""
        self.finish(self.enter(boxes))

    def enter(self, boxes: list[int]) -> socket.socket:
        """Ask both images for a room. The answer is the event channel."""
        exam_window, submission_window = socket.socketpair()
        events, events_end = socket.socketpair()
        ask(self._sides[1].control, boxes[1], submission_window.fileno())
        ask(self._sides[0].control, boxes[0], exam_window.fileno(), events_end.fileno())
        for one in (exam_window, submission_window, events_end):
            one.close()
        if self._ahead and events.recv(6) != b"ready\n":
            raise SystemExit("a room ended before it was wanted")
        return events

    def finish(self, events: socket.socket) -> None:
        """Until `done`; rooms made ahead begin only now."""
        if self._ahead:
            events.send(b"g")
        told = b""
        while not told.endswith(b'"done"}\n'):
            data = events.recv(65536)
            if not data:
                raise SystemExit(f"a room ended early: {told!r}")
            told += data
        if b"unexpected" in told:
            raise SystemExit(f"unexpected outcome: {told!r}")
        events.close()

    @staticmethod
    def end(boxes: list[int]) -> None:
        """Kill both boxes and wait until all in them is gone."""
        poller = select.poll()
        for box in boxes:
            signal.pidfd_send_signal(box, signal.SIGKILL)
            poller.register(box, select.POLLIN)
        left = len(boxes)
        while left:
            for box, _event in poller.poll():
                poller.unregister(box)
                os.close(box)
                left -= 1

    def close(self) -> None:
        for side in self._sides:
            side.close()


def start_python() -> None:
    os.waitpid(os.posix_spawn("/usr/bin/python3", ["python3", "-I", "-S", "-c", "pass"], {}), 0)


def bare_fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def measure(options: argparse.Namespace) -> None:
    """Print a row per step."""
    meter = Meter()
    try:
        grader = Grader(options)
        try:
            taken = collect(options, meter, grader)
        finally:
            grader.close()
        report(options, taken)
    finally:
        meter.close()


def collect(options: argparse.Namespace, meter: Meter, grader: Grader) -> dict[str, list[tuple[float, float]]]:
    """Wall and CPU milliseconds of each step in each round."""
    taken: dict[str, list[tuple[float, float]]] = {}

    def timed(name: str, before: tuple[int, int]) -> tuple[int, int]:
        after = meter.now()
        taken.setdefault(name, []).append(((after[0] - before[0]) / 1e6, (after[1] - before[1]) / 1e6))
        return after

    for turn in range(options.rounds + 5):  # the first five warm caches and are dropped
        if turn == 5:
            taken.clear()
        start = meter.now()
        start_python()
        start = timed("python3 -I -S -c pass", start)
        bare_fork()
        start = timed("bare fork of a small process", start)
        boxes = grader.order()
        start = first = timed("make two boxes", start)
        events = grader.enter(boxes)
        if options.ahead:
            start = timed("two rooms ahead", start)
        grader.finish(events)
        start = timed("verdict", start)
        grader.end(boxes)
        timed("until all is gone", start)
        verdict_cpu = sum(taken[name][-1][1] for name in ("make two boxes", *["two rooms ahead"] * options.ahead, "verdict", "until all is gone"))
        taken.setdefault("all of it", []).append(((meter.now()[0] - first[0]) / 1e6, verdict_cpu))
    return taken


def report(options: argparse.Namespace, taken: dict) -> None:
    base = [statistics.median(column) for column in zip(*taken["python3 -I -S -c pass"], strict=True)]
    who = "user" if options.as_user else "root"
    print(f"case {options.case}, {who}, way {options.way}, off {options.off or 'nothing'}, load {os.getloadavg()[0]:.1f}")
    for name, rows in taken.items():
        wall, cpu = (sorted(column) for column in zip(*rows, strict=True))
        p95 = int(len(wall) * 0.95)
        middle = statistics.median(wall), statistics.median(cpu)
        print(
            f"  {name:30} wall {middle[0]:7.2f} p95 {wall[p95]:7.2f} best {wall[0]:6.2f} ({middle[0] / base[0]:5.2f})"
            f"   cpu {middle[1]:7.2f} p95 {cpu[p95]:7.2f} best {cpu[0]:6.2f} ({middle[1] / base[1]:5.2f})"
        )


def sustain(options: argparse.Namespace) -> None:
    """Verdicts per second, and per second of CPU, with several workers that have images of their own."""
    meter, children = Meter(), []
    for _ in range(options.workers):
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.write(writing, " ".join(map(str, work(options, meter))).encode())
            os._exit(0)
        os.close(writing)
        children.append((pid, reading))
    told = [os.read(reading, 256).split() for _pid, reading in children]
    for pid, _reading in children:
        os.waitpid(pid, 0)
    meter.close()
    count, seconds = sum(int(words[0]) for words in told), max(float(words[1]) for words in told)
    cpu_seconds = (max(int(words[3]) for words in told) - min(int(words[2]) for words in told)) / 1e9
    print(
        f"case {options.case}, off {options.off or 'nothing'}, {options.workers} workers: {count / seconds:.1f} verdicts/s, "
        f"{cpu_seconds / count * 1e3:.2f} ms CPU each ({count / cpu_seconds:.1f} per CPU second), load {os.getloadavg()[0]:.1f}"
    )


def work(options: argparse.Namespace, meter: Meter) -> tuple[int, float, int, int]:
    """How many verdicts in how many seconds, and the group's CPU clock before and after."""
    grader = Grader(options)
    count, start, first = 0, time.perf_counter(), meter.now()[1]
    boxes = grader.order()
    while (now := time.perf_counter()) - start < options.sustain:
        grader.run(boxes)
        following = grader.order()
        grader.end(boxes)
        boxes, count = following, count + 1
    grader.end(boxes)
    last = meter.now()[1]
    grader.close()
    return count, now - start, first, last


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--python", type=Path, required=True)
    parser.add_argument("--files", type=Path, required=True)
    parser.add_argument("--case", default="function")
    parser.add_argument("--way", default="lean")
    parser.add_argument("--off", default="", help="what to leave out: rehearsal, freeze, net, landlock, filter, borrow")
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--ahead", action="store_true", help="rooms are forked and sealed before they are wanted")
    parser.add_argument("--as-user", action="store_true")
    parser.add_argument("--trace", action="store_true", help="each room tells the cost of its steps on standard error")
    parser.add_argument("--sustain", type=float, default=0.0, help="seconds")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    sustain(options) if options.sustain else measure(options)


if __name__ == "__main__":
    sys.exit(main())
