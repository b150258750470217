"""The control of the cheat corpus: the strawman, naive graders that run hidden tests in the submission's own interpreter.

Each cheat is laid into a throw-away folder together with the tests, as many graders do it. Plain pytest runs there; on the
cheat's first exam also a runner that writes a file of results, and on an exam of unittest `python -m unittest`. A cheat that
fools none of them proves nothing about a better grader; the table shows who is fooled, and headers must say the same.
Every run has its own HOME and temporary folder and limits of CPU time, memory and file size; what it leaves running is ended.

    python control.py [--python PYTHON] [--exam NAME]... [--cheat TEXT]... [--jobs N] [--write]
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
from verdicts import READERS, Belief, Run, believe, believes_results, believes_score, gains, has_leaked, read_small, reader_of

NAIVE_RUNNER = Path(__file__).resolve().parent / "naive_runner.py"
COUNTED_MIN = 100
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


def commands(exam: Exam, root: Path) -> dict[str, list[str]]:
    """Return the arguments of each naive runner that can run this exam."""
    found = {"pytest": ["-m", "pytest", "-q", "--tb=short", f"--junitxml={root / 'report.xml'}"], "runner": [str(NAIVE_RUNNER)]}
    tests = sorted(exam.tests.glob("test_*.py"))
    if all("unittest.TestCase" in path.read_text(encoding="utf-8") for path in tests):
        found["unittest"] = ["-m", "unittest", *(path.stem for path in tests)]
    return found


def attempt(python: str, arguments: list[str], submission: Path, exam: Exam, root: Path) -> Run:
    """Run a naive runner once on a submission and the hidden tests in one folder, which is on the path as `PYTHONPATH=.` has it."""
    work, report, output = root / "run", root / "report.xml", root / "output.txt"
    shutil.rmtree(work, ignore_errors=True)
    lay_out(submission, exam, work)
    shutil.copytree(exam.tests, work, dirs_exist_ok=True)
    report.unlink(missing_ok=True)
    variables = {**environment(root), "PYTHONPATH": str(work)}
    with output.open("wb") as sink:
        process = subprocess.Popen(
            [python, *arguments], cwd=work, env=variables, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink,
            start_new_session=True, preexec_fn=limit,
        )  # fmt: skip
        try:
            status: int | None = process.wait(WALL_SECONDS)
        except subprocess.TimeoutExpired:
            status = None
        run = Run(status, read_small(report), read_small(output), results=read_small(work / "results.json"))
        end(process, root)
    return run


def grade(python: str, runner: str, submission: Path, exam: Exam, attempts: int = 1) -> Run:
    """Hand a submission in, as often as it asks for, each time to a fresh folder but with the same temporary one."""
    with tempfile.TemporaryDirectory(prefix="assay-control-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        for name in ("home", "tmp"):
            (root / name).mkdir()
        run = Run(None, "", "")
        for _ in range(attempts):
            run = attempt(python, commands(exam, root)[runner], submission, exam, root)
        return Run(run.status, run.report, run.output, left_behind(root), run.results)


def fooled(python: str, cheat: Cheat, exam: Exam, honest_wrong: Belief, is_first: bool) -> list[str]:
    """Return which naive readers a cheat fools on an exam; the runner that writes results is asked for its first one."""
    run = grade(python, "pytest", cheat.path, exam, cheat.attempts)
    found = gains(believe(run), honest_wrong)
    if has_leaked(run, cheat.leaks, exam.canary):
        found.append("leak")
    if "unittest" in commands(exam, Path()):
        run = grade(python, "unittest", cheat.path, exam, cheat.attempts)
        found += ["unittest"] if run.status == 0 else []
    if is_first:
        run = grade(python, "runner", cheat.path, exam, cheat.attempts)
        found += ["results"] if believes_results(run.results) else []
        found += ["score"] if believes_score(run.output) else []
    return found


Row = tuple[Cheat, Exam, list[str]]


def observed(rows: list[Row]) -> frozenset[str]:
    """Return the readers that a cheat fools on any of its exams."""
    return frozenset(reader_of(gain) for _, _, found in rows for gain in found)


def by_cheat(rows: list[Row]) -> list[tuple[Cheat, list[Row]]]:
    """Return each cheat with its rows, in order."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[0].name, []).append(row)
    return [(of_cheat[0][0], of_cheat) for of_cheat in groups.values()]


def write_header(cheat: Cheat, readers: frozenset[str]) -> None:
    """Put down in a cheat's header whom it was observed to fool."""
    lines = [line for line in cheat.opening.read_text(encoding="utf-8").splitlines() if not line.startswith("# fools: ")]
    at = next(index for index, line in enumerate(lines) if line.startswith("# beats: ")) + 1
    if readers:
        lines.insert(at, "# fools: " + ", ".join(reader for reader in READERS if reader in readers))
    cheat.opening.write_text("\n".join(lines) + "\n", encoding="utf-8")


def difference(cheat: Cheat, seen: frozenset[str]) -> str:
    """Return what a header says otherwise than what was observed; empty when it says the same."""
    said = [f"claims {reader}" for reader in sorted(cheat.fools - seen)] + [f"leaves out {reader}" for reader in sorted(seen - cheat.fools)]
    if cheat.is_counted != bool(seen):
        said.append("`beats` names nobody" if seen else "`beats` names a grader, and none was fooled")
    return ", ".join(said)


def show(rows: list[Row], is_whole: bool) -> int:
    """Print the table and its sum; return how many headers say something else than what was observed."""
    groups, counts, mistaken = by_cheat(rows), dict.fromkeys(READERS, 0), 0
    for cheat, of_cheat in groups:
        seen = observed(of_cheat)
        note = difference(cheat, seen) if is_whole else ""
        mistaken += bool(note)
        for reader in seen:
            counts[reader] += 1
        words = "; ".join(f"{exam.name}: {', '.join(found) or 'refused'}" for _, exam, found in of_cheat)
        print(f"{cheat.name:45} {sum(bool(row[2]) for row in of_cheat)}/{len(of_cheat)}  {words}" + (f"  <- the header {note}" if note else ""))
    counted = sum(bool(observed(of_cheat)) for _, of_cheat in groups)
    print(f"\n{counted} of {len(groups)} cheats fool the strawman: " + ", ".join(f"{reader} {count}" for reader, count in counts.items()))
    print(f"{len(groups) - counted} are aimed at graders with two rooms, or at habits that it doesn't have, and are not counted")
    return mistaken


def prove_honest(python: str, exam: Exam) -> Belief | None:
    """Return what the honest wrong answer is believed to be; None when a naive grader misjudges an honest answer."""
    right, wrong = exam.honest("right"), exam.honest("wrong")
    for runner in commands(exam, Path()):
        good, bad = (grade(python, runner, answer, exam) for answer in (right, wrong))
        is_full = [
            {"pytest": run.status == 0, "unittest": run.status == 0, "runner": believes_results(run.results) and believes_score(run.output)}[runner]
            for run in (good, bad)
        ]
        if is_full != [True, False]:
            return None
    good, bad = (believe(grade(python, "pytest", answer, exam)) for answer in (right, wrong))
    is_whole = good.by_status and good.by_report and good.by_log
    return bad if is_whole and not gains(bad, bad) else None


def chosen(options: argparse.Namespace) -> list[tuple[Cheat, Exam]]:
    """Return the pairs of cheat and exam that were asked for."""
    exams = read_exams()
    cheats = [cheat for cheat in read_cheats(exams) if not options.cheat or any(part in cheat.name for part in options.cheat)]
    # An exam that looks through a window of its own has no plain runner.
    pairs = [(cheat, exams[name]) for cheat in cheats for name in cheat.exams if not exams[name].window]
    return [(cheat, exam) for cheat, exam in pairs if not options.exam or exam.name in options.exam]


def observe(options: argparse.Namespace, pairs: list[tuple[Cheat, Exam]]) -> list[Row] | None:
    """Run every pair; None when an exam's honest answers are misjudged, which is said."""
    honest: dict[str, Belief] = {}
    for exam in {exam.name: exam for _, exam in pairs}.values():
        belief = prove_honest(options.python, exam)
        if belief is None:
            print(f"{exam.folder}: the control misjudges the honest answers\nhint: run pytest there by hand", file=sys.stderr)
            return None
        honest[exam.name] = belief

    first = {cheat.name: exam.name for cheat, exam in reversed(pairs)}

    def work(pair: tuple[Cheat, Exam]) -> Row:
        cheat, exam = pair
        return cheat, exam, fooled(options.python, cheat, exam, honest[exam.name], first[cheat.name] == exam.name)

    with ThreadPoolExecutor(options.jobs) as pool:
        rows = list(pool.map(work, pairs))
        if options.write or options.exam:
            return rows
        # What hangs on luck or on the machine's load gets a second look.
        doubtful = {cheat.name for cheat, of_cheat in by_cheat(rows) if difference(cheat, observed(of_cheat))}
        again = {(row[0].name, row[1].name): row[2] for row in pool.map(work, [pair for pair in pairs if pair[0].name in doubtful])}
    return [(cheat, exam, list(dict.fromkeys(found + again.get((cheat.name, exam.name), [])))) for cheat, exam, found in rows]


def main() -> int:
    """Run the control; 0 when every header agrees with what was observed, else 1."""
    parser = argparse.ArgumentParser(description="run the cheat corpus under naive graders")
    parser.add_argument("--python", default=sys.executable, help="an interpreter with pytest (and pandas for that exam)")
    parser.add_argument("--exam", action="append", help="only this exam; headers are then not held against what was observed")
    parser.add_argument("--cheat", action="append", help="only cheats whose name contains this text")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="write what was observed into the headers' `fools` lines")
    options = parser.parse_args()
    rows = observe(options, chosen(options))
    if rows is None:
        return 1
    if options.write and not options.exam:
        for cheat, of_cheat in by_cheat(rows):
            write_header(cheat, observed(of_cheat))
    mistaken = show(rows, is_whole=not options.exam)
    counted = len({row[0].name for row in rows if row[2]})
    if not options.exam and not options.cheat and counted < COUNTED_MIN:
        print(f"only {counted} cheats are observed to work; {COUNTED_MIN} are promised", file=sys.stderr)
        return 1
    return 1 if mistaken else 0


if __name__ == "__main__":
    sys.exit(main())
