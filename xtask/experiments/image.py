"""An image: a process with its libraries loaded (exam side: its items collected and rehearsed) that is forked per verdict.

    python image.py exam|submission CASE

Settings come from the environment: WARM_WAY (lean, leanest, protocol), WARM_OFF (comma-separated: rehearsal, freeze, net,
landlock, filter, early, borrow, collapse), WARM_AHEAD (rooms are made
before they are wanted), WARM_FILES (folder of `entry.so` and `*.bpf`). Descriptor 4 is the control socket:
a message with descriptors [box, window] or [box, window, events] asks for one room; an empty one ends the image.
"""

import array
import ctypes
import gc
import importlib
import os
import resource
import signal
import socket
import sys
import time
import types
from pathlib import Path

HERE = Path(__file__).parent
FILES = Path(os.environ["WARM_FILES"])
OFF = set(os.environ.get("WARM_OFF", "").split(","))
WAY = os.environ.get("WARM_WAY", "lean")
LIBRARIES = {
    "function": [],
    "failing": [],
    "pandas": ["pandas"],
    "sklearn": ["numpy", "sklearn.linear_model"],
    "matplotlib": ["matplotlib.pyplot", "matplotlib.backends.backend_agg", "PIL.PngImagePlugin", "matplotlib.legend"],
    "tensorflow": ["tensorflow"],
}
CONTROL = 4


class Trace:
    """CPU microseconds and page faults of a room's steps, told on standard error when `WARM_TRACE` is set."""

    def __init__(self) -> None:
        self._steps: list[tuple[str, int, int]] = []

    def mark(self, step: str) -> None:
        if "WARM_TRACE" in os.environ:
            faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
            self._steps.append((step, time.process_time_ns() // 1000, faults))

    def tell(self, side: str) -> None:
        before = (0, 0)
        for step, spent, faults in self._steps:
            os.write(2, f"trace {side} {step} {spent - before[0]} {faults - before[1]}\n".encode())
            before = (spent, faults)


trace = Trace()


class Entry:
    """The native library, bound once before any fork. `PyDLL` keeps the interpreter's lock, as `os.fork` does."""

    def __init__(self) -> None:
        self._native = ctypes.PyDLL(str(FILES / "entry.so"), use_errno=True)
        self._fork = self._native.fork_twice_into_box if "borrow" in OFF else self._native.fork_into_box
        self._fork.restype = ctypes.c_long
        early, late = ("early*.bpf", "late.bpf") if "early" not in OFF else ("none", "filter*.bpf")
        if "filter" in OFF:
            early = late = "none"
        self._early, self._late = ([path.read_bytes() for path in sorted(FILES.glob(names))] for names in (early, late))
        paths = [b"/work", b"/tmp", b"/proc", b"/dev/null", b"/dev/urandom", b"/usr", b"/lib", b"/lib64", b"/etc/ld.so.cache", b"/submission", b"/exam", os.fsencode(FILES)]
        self._paths = (ctypes.c_char_p * (len(paths) + 1))(*paths, None)

    def fork(self, box: int) -> int:
        """0 in the room; raises `OSError` in the image when the box could not be entered."""
        ctypes.pythonapi.PyOS_BeforeFork()
        pid = self._fork(box, "net" not in OFF)
        if pid == 0:
            trace.mark("fork")
            ctypes.pythonapi.PyOS_AfterFork_Child()
            trace.mark("after_fork")
            return 0
        ctypes.pythonapi.PyOS_AfterFork_Parent()
        if pid < 0:
            raise OSError(-pid, os.strerror(-pid))
        return pid

    def seal(self) -> None:
        """Limits, capabilities, Landlock, filters: the room's last privileged moments."""
        os.chdir("/work")
        os.setsid()
        self._checked(self._native.set_limits)
        self._checked(self._native.drop_capabilities)
        trace.mark("capabilities")
        if "landlock" not in OFF:
            self._checked(self._native.raise_landlock, self._paths, 3)
        trace.mark("landlock")
        self._install(self._late)

    def prepare_image(self) -> None:
        """What every room inherits: filters that leave only the way into a box, and memory in huge pages."""
        if "collapse" not in OFF:
            for line in Path("/proc/self/maps").read_text().splitlines():
                span, rights, _offset, _device, inode, *name = line.split()
                if rights == "rw-p" and inode == "0" and name != ["[stack]"]:
                    self._native.collapse(*(ctypes.c_size_t(int(end, 16)) for end in span.split("-")))
        self._install(self._early)

    def _install(self, filters: list[bytes]) -> None:
        for instructions in filters:
            self._checked(self._native.install_filter, instructions, len(instructions))

    @staticmethod
    def _checked(function, *arguments) -> None:
        if function(*arguments) == -1:
            raise OSError(ctypes.get_errno(), f"{function.__name__}: {os.strerror(ctypes.get_errno())}")


class ExamImage:
    """Items collected against a stand-in that talks to nobody yet."""

    def __init__(self, case: str, talk) -> None:
        import collected

        sys.modules["solution"] = types.ModuleType("solution")
        sys.modules["solution"].call = talk.call
        self._run = getattr(collected, f"run_{WAY}")
        self._session = collected.collect(str(HERE / "exams" / case), optional=False)
        self._expected = "failed" if case == "failing" else "passed"
        if "rehearsal" not in OFF:
            self._rehearse(talk)

    def _rehearse(self, talk) -> None:
        """Run each way with answers that come from nowhere: imports what is imported late and warms the interpreter."""
        real, talk.send, talk.receive = (talk.send, talk.receive), lambda message: None, lambda: ["raised", ["ValueError", "negative"]]
        for _ in range(3):
            self._run(self._session, self._session.items)
        talk.send, talk.receive = real

    def run(self, talk, events: int) -> None:
        """An event per check, then the end."""
        for outcome in self._run(self._session, self._session.items):
            os.write(events, b'{"event": "finished", "outcome": "%s"}\n' % outcome.encode())
            if outcome != self._expected:
                os.write(events, b'{"event": "unexpected"}\n')
        os.write(events, b'{"event": "done"}\n')


class SubmissionImage:
    """A warm interpreter that has seen no submission."""

    def __init__(self, case: str, talk) -> None:
        self._case = case
        code = "def answer(number):\n    return [number, str(number)]\n"
        if "rehearsal" not in OFF:
            for _ in range(3):
                names = {}
                exec(compile(code, "/submission/rehearsal.py", "exec"), names)
                names["answer"](1)

    def run(self, talk) -> None:
        if "WARM_AHEAD" in os.environ:
            talk.wait()
        source = Path(f"/submission/{self._case}.py").read_text()
        module = types.ModuleType("solution")
        sys.modules["solution"] = module
        exec(compile(source, "/work/solution.py", "exec"), vars(module))
        trace.mark("load")
        talk.serve(vars(module))


def load(case: str) -> None:
    """Import the case's libraries; no thread may exist afterwards."""
    for name in LIBRARIES[case]:
        importlib.import_module(name)
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        raise SystemExit(f"`{case}` leaves {threads} threads after import")


def serve(side: str, image, talk, entry: Entry) -> None:
    """Fork a room for each message."""
    control = socket.socket(fileno=CONTROL)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control.send(b"ready")
    while True:
        data, ancillary, _flags, _address = control.recvmsg(16, socket.CMSG_SPACE(12))
        if not data:
            return
        handed = array.array("i", ancillary[0][2])
        if entry.fork(handed[0]) == 0:
            live(side, image, talk, entry, handed)
        for descriptor in handed:
            os.close(descriptor)


def live(side: str, image, talk, entry: Entry, handed) -> None:
    """The room's life, from its first instruction."""
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(handed[1], 100)
        os.dup2(handed[2] if side == "exam" else 2, 101)
        os.closerange(3, 100)
        trace.mark("descriptors")
        entry.seal()
        trace.mark("filter")
        talk.bind(100)
        if side == "exam" and "WARM_AHEAD" in os.environ:
            os.write(101, b"ready\n")
            os.read(101, 1)
        image.run(talk, 101) if side == "exam" else image.run(talk)
        trace.mark("run")
        trace.tell(side)
        status = 0
    except BaseException as error:
        os.write(2, f"{side} room: {error!r}\n".encode())
    finally:
        os._exit(status)


def main() -> None:
    side, case = sys.argv[1:]
    sys.path.insert(0, str(HERE))
    import conversation

    talk = conversation.Conversation()
    load(case)
    image = ExamImage(case, talk) if side == "exam" else SubmissionImage(case, talk)
    entry = Entry()
    if "freeze" not in OFF:
        gc.collect()
        gc.freeze()
    gc.disable()
    entry.prepare_image()
    serve(side, image, talk, entry)


if __name__ == "__main__":
    main()
