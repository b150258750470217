"""Runs the cheat corpus through the two rooms, without a box around them, for development.

The counterpart of `control.py`: the same cheats, the same exams, the window between. Without a sandbox a cheat may read the
tests from disk or from other processes; those families are the box's business and are marked so in the table.
What `assay cheats` prints is the real thing; this needs only Python.

    python rooms.py [--exam NAME]... [--cheat TEXT]... [--jobs N] [--split PATH]
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from control import FILE_BYTES, MEMORY_BYTES, left_behind
from corpus import Cheat, Exam, lay_out, read_cheats, read_exams

SPLIT = Path(__file__).resolve().parent.parent / "python" / "tests" / "split.py"
CPU_SECONDS = 15
WALL_SECONDS = 40
BOXED = {"disk", "process", "state"}
SHOWN = ("location",)


@dataclass(frozen=True)
class Sight:
    """What one run in two rooms gave: passed checks, what was seen of tampering, and the text a candidate may see."""

    passed: frozenset[str]
    checks: int
    notes: list[str] = field(default_factory=list)
    shown: str = ""
    error: str = ""


def limit() -> None:
    """Bound the runner and both rooms."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_events(output: str) -> Sight:
    """Collect the outcome of a run from its events."""
    passed, checks, notes, shown = set(), 0, [], []
    for line in output.splitlines():
        event = json.loads(line)
        if event["event"] == "collected":
            checks = len(event["checks"])
        elif event["event"] == "finished":
            passed.update([event["id"]] if event["outcome"] == "passed" else [])
            shown.append(json.dumps([event.get(name) for name in SHOWN], ensure_ascii=False))
        elif event["event"] in ("tampering", "exam_problem", "import_failed"):
            notes.append(f"{event['event']}: {event.get('what') or event.get('message')}"[:100])
    return Sight(frozenset(passed), checks, notes, "\n".join(shown))


def run(submission: Path, exam: Exam, split: Path = SPLIT) -> Sight:
    """Run one submission on one exam in two rooms."""
    with tempfile.TemporaryDirectory(prefix="assay-rooms-", ignore_cleanup_errors=True) as folder:
        lay_out(submission, exam, Path(folder) / "submission")
        (Path(folder) / "tmp").mkdir()
        command = [sys.executable, str(split), "--exam", str(exam.tests), "--submission", f"{folder}/submission", "--json"]
        command += ["--timeout", str(WALL_SECONDS)]
        environment = {**os.environ, "TMPDIR": f"{folder}/tmp", "HOME": folder}
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace", env=environment,
            cwd=folder, start_new_session=True, preexec_fn=limit,
        ) as process:  # fmt: skip
            try:
                output, errors = process.communicate(timeout=WALL_SECONDS + 20)
            except subprocess.TimeoutExpired:
                process.kill()
                return Sight(frozenset(), 0, error="the runner itself hung")
    try:
        sight = read_events(output)
    except ValueError:
        return Sight(frozenset(), 0, error=f"events cannot be read: {output[:80]!r}")
    last = (errors.strip().splitlines() or [""])[-1]
    return sight if sight.checks or process.returncode in (0, 1) and output else Sight(frozenset(), 0, error=last[:100])


def judge(cheat: Cheat, exam: Exam, honest: frozenset[str], split: Path = SPLIT) -> tuple[Cheat, Exam, list[str], Sight]:
    """Return how a cheat was better off than the honest wrong answer in two rooms."""
    for _ in range(cheat.attempts):
        sight = run(cheat.path, exam, split)
    left_behind(Path(tempfile.gettempdir()) / "assay-none")
    found = [f"{len(sight.passed - honest)} checks: {', '.join(sorted(sight.passed - honest))[:150]}"] if sight.passed - honest else []
    if not sight.checks or any(note.startswith("exam_problem") for note in sight.notes):
        found.append("not gradable")
    if cheat.leaks == "output" and exam.canary in sight.shown:
        found.append("leak")
    return cheat, exam, found, sight


def main() -> int:
    """Run the corpus; 1 when a cheat gained anything that a box would not have stopped."""
    parser = argparse.ArgumentParser(description="run the cheat corpus in two rooms, without a box")
    parser.add_argument("--exam", action="append", help="only this exam")
    parser.add_argument("--cheat", action="append", help="only cheats whose name contains this text")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--split", type=Path, default=SPLIT, help="the `split.py` to attack, when not the one beside")
    options = parser.parse_args()
    exams = read_exams()
    cheats = [cheat for cheat in read_cheats(exams) if not options.cheat or any(part in cheat.name for part in options.cheat)]
    pairs = [(cheat, exams[name]) for cheat in cheats for name in cheat.exams if not options.exam or name in options.exam]
    used = {exam.name: exam for _, exam in pairs}.values()
    honest = {exam.name: run(exam.honest("wrong"), exam, options.split).passed for exam in used}
    bad = 0
    with ThreadPoolExecutor(options.jobs) as pool:
        for cheat, exam, found, sight in pool.map(lambda pair: judge(*pair, honest[pair[1].name], options.split), pairs):
            boxed = cheat.name.partition("/")[0] in BOXED or "disk" in cheat.tries
            bad += bool(found) and not boxed
            word = ("GAINED (the box's business)" if boxed else "GAINED") if found else "nothing"
            print(f"{cheat.name:42} {exam.name:10} {word} {'; '.join([*found, *sight.notes, sight.error])}".rstrip(" ;"), flush=True)
    print(f"\n{bad} gains in {len(pairs)} runs that no box would have stopped")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
