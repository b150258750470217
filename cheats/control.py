"""The control of the cheat corpus: a naive grader that runs hidden tests in the submission's own interpreter.

Each cheat is laid into a throw-away folder together with the tests, as many graders do it, and plain pytest runs there.
A cheat that plain pytest refuses proves nothing about a better grader; this table shows which ones do.
Every run has its own HOME and temporary folder and limits of CPU time, memory and file size; what it leaves running is ended.

    python control.py [--python PYTHON] [--exam NAME]... [--cheat TEXT]... [--jobs N] [--first]
"""

import argparse
import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from corpus import Cheat, Exam, lay_out, read_cheats, read_exams
from verdicts import Belief, Run, believe, gains, has_leaked, read_small

CPU_SECONDS = 6
WALL_SECONDS = 20
MEMORY_BYTES = 3 << 30
FILE_BYTES = 64 << 20
PR_SET_CHILD_SUBREAPER = 36


def limit() -> None:
    """Bound the process that is about to become pytest, and all that it starts."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def environment(root: Path) -> dict[str, str]:
    """Return the few variables a run gets."""
    threads = {name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}
    places = {"HOME": str(root / "home"), "TMPDIR": str(root / "tmp"), "PATH": os.environ.get("PATH", "")}
    return {"LANG": "C.UTF-8", "PYTHONHASHSEED": "0", **places, **threads}


def survivors(root: Path) -> list[int]:
    """Return the processes that still work inside a throw-away folder."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and Path(os.readlink(entry / "cwd")).is_relative_to(root):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def end(process: subprocess.Popen[bytes], root: Path) -> None:
    """End a run's process group and what escaped from it."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    for pid in survivors(root):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()


def left_behind(root: Path) -> str:
    """Return what lies in the temporary folder, HOME and shared memory under the corpus's own names, and remove the latter."""
    shared = list(Path("/dev/shm").glob("assay-cheat-*"))
    text = "".join(read_small(path) for path in [*(root / "tmp").glob("*"), *(root / "home").glob("*"), *shared])
    for path in shared:
        path.unlink(missing_ok=True)
    return text


def attempt(python: str, submission: Path, exam: Exam, root: Path) -> Run:
    """Run plain pytest once on a submission and the hidden tests in one folder."""
    work, report, output = root / "run", root / "report.xml", root / "output.txt"
    shutil.rmtree(work, ignore_errors=True)
    lay_out(submission, exam, work)
    shutil.copytree(exam.tests, work, dirs_exist_ok=True)
    report.unlink(missing_ok=True)
    command = [python, "-m", "pytest", "-q", "--tb=short", f"--junitxml={report}"]
    with output.open("wb") as sink:
        process = subprocess.Popen(
            command, cwd=work, env=environment(root), stdin=subprocess.DEVNULL, stdout=sink, stderr=sink,
            start_new_session=True, preexec_fn=limit,
        )  # fmt: skip
        try:
            status: int | None = process.wait(WALL_SECONDS)
        except subprocess.TimeoutExpired:
            status = None
        run = Run(status, read_small(report) if report.is_file() else "", read_small(output))
        end(process, root)
    return run


def grade(python: str, submission: Path, exam: Exam, attempts: int = 1) -> Run:
    """Hand a submission in, as often as it asks for, each time to a fresh folder but with the same temporary one."""
    with tempfile.TemporaryDirectory(prefix="assay-control-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        for name in ("home", "tmp"):
            (root / name).mkdir()
        run = Run(None, "", "")
        for _ in range(attempts):
            run = attempt(python, submission, exam, root)
        return Run(run.status, run.report, run.output, left_behind(root))


def judge(python: str, cheat: Cheat, exam: Exam, honest_wrong: Belief) -> tuple[Cheat, Exam, str]:
    """Return what a cheat gained on an exam under the control, in words."""
    run = grade(python, cheat.path, exam, cheat.attempts)
    found = gains(believe(run), honest_wrong)
    if has_leaked(run, cheat.leaks, exam.canary):
        found.append("leak")
    return cheat, exam, ", ".join(found) or ("timed out" if run.status is None else "refused")


def gained(result: str) -> bool:
    """Return whether a judgement says that the control was fooled."""
    return result not in ("refused", "timed out")


def show(results: list[tuple[Cheat, Exam, str]]) -> int:
    """Print the table; return how many headers say something else than what was observed."""
    by_cheat: dict[str, list[tuple[Cheat, Exam, str]]] = {}
    for result in results:
        by_cheat.setdefault(result[0].name, []).append(result)
    fooled, mistaken = 0, 0
    for name, rows in by_cheat.items():
        wins = [row for row in rows if gained(row[2])]
        claim = rows[0][0].claims_control
        note = ""
        if claim and not wins or wins and rows[0][0].beats.startswith("none known"):
            note, mistaken = "  <- the header says otherwise", mistaken + 1
        fooled += bool(wins)
        print(f"{name:45} {len(wins)}/{len(rows)}  " + "; ".join(f"{exam.name}: {text}" for _, exam, text in rows) + note)
    print(f"\n{fooled} of {len(by_cheat)} cheats fool the control")
    return mistaken


def main() -> int:
    """Run the control; 0 when every header agrees with what was observed, else 1."""
    parser = argparse.ArgumentParser(description="run the cheat corpus under plain pytest")
    parser.add_argument("--python", default=sys.executable, help="an interpreter with pytest (and pandas for that exam)")
    parser.add_argument("--exam", action="append", help="only this exam")
    parser.add_argument("--cheat", action="append", help="only cheats whose name contains this text")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--first", action="store_true", help="only the first exam of each cheat")
    options = parser.parse_args()
    exams = read_exams()
    cheats = [cheat for cheat in read_cheats(exams) if not options.cheat or any(part in cheat.name for part in options.cheat)]
    usual = {cheat.name: [exams[name] for name in cheat.exams if not exams[name].window] for cheat in cheats}
    pairs = [(cheat, exam) for cheat in cheats for exam in usual[cheat.name][: 1 if options.first else None]]
    pairs = [(cheat, exam) for cheat, exam in pairs if not options.exam or exam.name in options.exam]
    honest = {}
    for exam in {exam.name: exam for _, exam in pairs}.values():
        right = believe(grade(options.python, exam.honest("right"), exam))
        honest[exam.name] = believe(grade(options.python, exam.honest("wrong"), exam))
        if not (right.by_status and right.by_report and right.by_log) or gains(honest[exam.name], honest[exam.name]):
            print(f"{exam.folder}: the control misjudges the honest answers\nhint: run pytest there by hand", file=sys.stderr)
            return 1
    with ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(lambda pair: judge(options.python, *pair, honest[pair[1].name]), pairs))
    return 1 if show(results) else 0


if __name__ == "__main__":
    sys.exit(main())
