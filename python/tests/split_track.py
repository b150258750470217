"""Compare the split rooms with plain pytest on a copy of an Exercism track: examples, exemplars and stubs."""

import json
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from plain_run import run_plain
from split_rooms import run_split


@dataclass(frozen=True)
class Case:
    """One submission to one exercise: `files` maps names in the submission to files of the track."""

    name: str
    folder: Path
    tests: list[str]
    files: dict[str, Path]
    is_example: bool


def cases_of(folder: Path) -> list[Case]:
    """The example (or exemplar) and the stub of the exercise in `folder`; unlisted helper modules go with the tests."""
    files = json.loads((folder / ".meta" / "config.json").read_text())["files"]
    examples = files.get("example") or files.get("exemplar") or []
    extra = {name: folder / name for name in files.get("editor", [])}
    stub = {name: folder / name for name in files["solution"]} | extra
    example = {name: folder / source for name, source in zip(files["solution"], examples, strict=False)} | extra
    tests = sorted(set(files["test"]) | ({file.name for file in folder.glob("*.py")} - stub.keys()))
    return [
        Case(f"{folder.name} example", folder, tests, example, True),
        Case(f"{folder.name} stub", folder, tests, stub, False),
    ]


def compare(case: Case) -> list[str]:
    """What differs from plain pytest, and an example that is not accepted; empty when all is well."""
    with tempfile.TemporaryDirectory(prefix="track-") as base:
        exam, submission = Path(base) / "exam", Path(base) / "submission"
        for name, source in [(name, case.folder / name) for name in case.tests]:
            _copy(source, exam / name)
        if (case.folder.parents[2] / "pytest.ini").is_file():
            _copy(case.folder.parents[2] / "pytest.ini", exam / "pytest.ini")
        for name, source in case.files.items():
            _copy(source, submission / name)
        plain, split = run_plain(exam, submission), run_split(exam, submission)
    told = [
        f"{event['event']}: {event.get('message') or event.get('what')}" for event in split.events if _is_odd(event)
    ]
    if split.stderr:
        told.append(f"stderr: {split.stderr[-2000:]}")
    differing = _differences(plain, split.outcomes, {node: each["message"] for node, each in split.finished.items()})
    if case.is_example and not split.all_passed:
        differing.append("the example is not accepted")
    return [*differing, *told] if differing else []


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def _is_odd(event: dict[str, object]) -> bool:
    return event["event"] in ("tampering", "exam_problem", "import_failed")


def _differences(plain: dict[str, str], split: dict[str, str], messages: dict[str, str]) -> list[str]:
    """Nodes whose verdicts differ; when plain pytest could not collect, no check may have passed."""
    if not plain:
        return [
            f"{node}: plain pytest collects nothing, split says passed" for node in split if split[node] == "passed"
        ]
    nodes = sorted(plain.keys() | split.keys())
    return [
        f"{node}: plain {plain.get(node)}, split {split.get(node)}: {messages.get(node)}"
        for node in nodes
        if plain.get(node) != split.get(node)
    ]


def compare_track(track: Path, slugs: list[str]) -> int:
    """Compare all exercises (or those named); prints mismatches; returns 0 when there are none."""
    folders = sorted(path.parent.parent for path in track.glob("exercises/*/*/.meta/config.json"))
    chosen = [folder for folder in folders if not slugs or folder.name in slugs]
    cases = [case for folder in chosen for case in cases_of(folder)]
    wrong = 0
    with ThreadPoolExecutor(2) as pool:
        for case, differing in zip(cases, pool.map(compare, cases), strict=True):
            wrong += bool(differing)
            for line in differing:
                print(f"{case.name}: {line}", flush=True)
    print(f"{len(cases) - wrong} of {len(cases)} submissions to {len(chosen)} exercises as in plain pytest")
    return 1 if wrong else 0
