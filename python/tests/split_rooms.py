"""Start the two rooms as plain processes in temporary folders and read the exam room's events."""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOMS = Path(__file__).resolve().parent.parent
ENVIRONMENT = {"LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "TZ": "UTC"}
DONE = b'{"event": "done"}\n'


@dataclass
class RunResult:
    """What one run of an exam told."""

    events: list[dict[str, Any]]
    stdout: str = ""
    stderr: str = ""
    checks: list[str] = field(default_factory=list)
    finished: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def outcomes(self) -> dict[str, str]:
        """Outcome by node id; a check without `finished` is `not_run`."""
        return {nodeid: self.finished.get(nodeid, {"outcome": "not_run"})["outcome"] for nodeid in self.checks}

    @property
    def all_passed(self) -> bool:
        """Whether there are checks and each passed, or was skipped before it touched the submission."""
        return bool(self.checks) and set(self.outcomes.values()) <= {"passed", "skipped"}

    def of_kind(self, event: str) -> list[dict[str, Any]]:
        """The events of that name, in order."""
        return [each for each in self.events if each["event"] == event]


def run_split(
    exam: Path, submission: Path, public: bool = True, allow_equality: bool = False, timeout_s: float = 120.0
) -> RunResult:
    """Run `exam` (a folder) on `submission` (a file or a folder); `timeout_s` is wall time."""
    with tempfile.TemporaryDirectory(prefix="split-") as folder:
        base = Path(folder)
        _lay_out(base, exam, submission)
        with _rooms(base, public, allow_equality) as (exam_process, reading):
            lines = _read_until_end(reading, exam_process, timeout_s)
        stdout, stderr = (
            (base / "stdout").read_text("utf-8", "replace"),
            (base / "stderr").read_text("utf-8", "replace"),
        )
    return _result([json.loads(line) for line in lines], stdout, stderr)


def _lay_out(base: Path, exam: Path, submission: Path) -> None:
    for name in ("work_exam", "work_submission", "tmp"):
        (base / name).mkdir()
    shutil.copytree(exam, base / "exam", ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"))
    if submission.is_dir():
        shutil.copytree(submission, base / "submission", ignore=shutil.ignore_patterns("__pycache__"))
    else:
        (base / "submission").mkdir()
        shutil.copy(submission, base / "submission")
    (base / "source").symlink_to(base / "submission")


def _configurations(base: Path, public: bool, allow_equality: bool) -> tuple[str, str]:
    given = {entry.name.partition(".")[0] for entry in (base / "submission").iterdir()}
    own = {entry.name.partition(".")[0] for entry in (base / "exam").iterdir()}
    local = given & (sys.stdlib_module_names | own | {"pytest", "assay"})
    submission = {"seed": 1, "source": f"{base}/submission", "work": f"{base}/work_submission", "limits": {}}
    exam = {
        "seed": 1,
        "exam": f"{base}/exam",
        "source": f"{base}/source",
        "work": f"{base}/work_exam",
        "start_modules": sorted(given - local),
        "shadowed": sorted(given & own),
        "public": "all" if public else "marked",
        "allow_equality": allow_equality,
        "limits": {},
    }
    return json.dumps(submission), json.dumps(exam)


@contextlib.contextmanager
def _rooms(base: Path, public: bool, allow_equality: bool) -> Iterator[tuple[int, int]]:
    """Both rooms, started; yields the exam room's process id and the descriptor of its events."""
    one, other = socket.socketpair()
    reading, writing = os.pipe()
    submission_config, exam_config = _configurations(base, public, allow_equality)
    processes = []
    try:
        processes.append(_start(base, "submission_room", submission_config, {3: one.fileno()}))
        processes.append(_start(base, "exam_room", exam_config, {3: other.fileno(), 4: writing}))
        one.close()
        other.close()
        os.close(writing)
        yield processes[1], reading
    finally:
        os.close(reading)
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _start(base: Path, room: str, config: str, descriptors: dict[int, int]) -> int:
    """Start one room with `descriptors` (number there: descriptor here); returns its process id."""
    high = {there: fcntl.fcntl(here, fcntl.F_DUPFD_CLOEXEC, 10) for there, here in descriptors.items()}
    actions: list[Any] = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)]
    for number, name in ((1, "stdout"), (2, "stderr")):
        actions.append((os.POSIX_SPAWN_OPEN, number, f"{base}/{name}", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    actions += [(os.POSIX_SPAWN_DUP2, here, there) for there, here in high.items()]
    home = "work_exam" if room == "exam_room" else "work_submission"
    environment = {**ENVIRONMENT, "PATH": os.environ["PATH"], "HOME": f"{base}/{home}", "TMPDIR": f"{base}/tmp"}
    command = [sys.executable, "-B", "-X", "utf8", "-P", str(ROOMS / room), config]
    process = os.posix_spawn(sys.executable, command, environment, file_actions=actions, setpgroup=0)
    for here in high.values():
        os.close(here)
    return process


def _read_until_end(reading: int, process: int, timeout_s: float) -> list[str]:
    """All complete event lines up to the last; the exam room is killed after `timeout_s`."""
    killer = threading.Timer(timeout_s, os.killpg, (process, signal.SIGKILL))
    killer.start()
    data = b""
    while not data.endswith(DONE) and (chunk := os.read(reading, 1 << 16)):
        data += chunk
    killer.cancel()
    text = data.decode()
    return text[: text.rfind("\n") + 1].splitlines()


def _result(events: list[dict[str, Any]], stdout: str, stderr: str) -> RunResult:
    result = RunResult(events, stdout, stderr)
    for event in events:
        if event["event"] == "collected":
            result.checks = [check["id"] for check in event["checks"]]
        elif event["event"] == "finished":
            result.finished[event["id"]] = event
    return result
