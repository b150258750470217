"""Reads the cheat corpus and the exams: headers, files, and how a submission is laid out in a folder.

It runs nothing. `control.py` runs the corpus under plain pytest; `assay cheats` runs it in two rooms.
"""

import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
EXAMS = HERE.parent / "fixtures" / "exams"
OPENING = ("solution.py", "main.py", "answers.toml")
SUFFIXES = (".py", ".toml")
HEADERS = ("cheat", "beats", "fools", "exams", "attempts", "leaks")


class CorpusError(Exception):
    """A cheat or an exam that is not in the documented format; says where and how to mend it."""


@dataclass(frozen=True)
class Exam:
    """One folder of `fixtures/exams`."""

    name: str
    folder: Path
    entry: str
    environment: str
    canary: str
    window: str = ""

    @property
    def tests(self) -> Path:
        """The folder of hidden tests."""
        return self.folder / "exam"

    def honest(self, which: str) -> Path:
        """The honest answer `right` or `wrong`: a file of the entry's kind, or a folder."""
        file = self.folder / f"honest_{which}{Path(self.entry).suffix}"
        return file if file.exists() else self.folder / f"honest_{which}"


@dataclass(frozen=True)
class Cheat:
    """One submission of the corpus; `attempts` is how often it is handed in, `leaks` where it tries to tell hidden tests."""

    name: str
    path: Path
    opening: Path
    tries: str
    beats: str
    exams: tuple[str, ...]
    fools: frozenset[str] = frozenset()
    attempts: int = 1
    leaks: str = ""

    @property
    def is_counted(self) -> bool:
        """Whether it is said to beat a grader that there is; the others attack graders with two rooms, or a habit of theirs."""
        return not self.beats.startswith("none known")


def read_exams(folder: Path = EXAMS) -> dict[str, Exam]:
    """Return every exam by name."""
    exams = {}
    for path in sorted(folder.glob("*/exam.toml")):
        facts = tomllib.loads(path.read_text(encoding="utf-8"))
        known = (facts["entry"], facts["environment"], facts["canary"], facts.get("window", ""))
        exams[path.parent.name] = Exam(path.parent.name, path.parent, *known)
    return exams


def header_of(path: Path) -> dict[str, str]:
    """Return the `# name: value` lines that open a file."""
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, colon, value = line.removeprefix("# ").partition(": ")
        if not line.startswith("# ") or not colon or name not in HEADERS:
            break
        found[name] = value.strip()
    return found


def read_cheat(path: Path, exams: dict[str, Exam]) -> Cheat:
    """Read one cheat, a file or a folder; raises CorpusError when its header is not complete."""
    opening = path if path.is_file() else next(path / name for name in OPENING if (path / name).exists())
    header = header_of(opening)
    name = f"{path.parent.name}/{path.stem}"
    if missing := [key for key in ("cheat", "beats", "exams") if not header.get(key)]:
        raise CorpusError(f"{opening}: no header line `# {missing[0]}: ...`\nhint: see cheats/README.md for the format")
    wanted = tuple(exams) if header["exams"] == "all" else tuple(part.strip() for part in header["exams"].split(","))
    if unknown := [exam for exam in wanted if exam not in exams]:
        raise CorpusError(f"{opening}: unknown exam `{unknown[0]}`\nhint: one of {', '.join(exams)}, or `all`")
    fools = frozenset(part.strip() for part in header.get("fools", "").split(",") if part.strip())
    attempts = int(header.get("attempts", "1"))
    return Cheat(name, path, opening, header["cheat"], header["beats"], wanted, fools, attempts, header.get("leaks", ""))


def read_cheats(exams: dict[str, Exam], folder: Path = HERE) -> list[Cheat]:
    """Return every cheat, ordered by family and name."""
    entries = [entry for entry in folder.glob("*/*") if entry.suffix in SUFFIXES or entry.is_dir()]
    return [read_cheat(entry, exams) for entry in sorted(entries) if not entry.name.startswith("__")]


def lay_out(submission: Path, exam: Exam, target: Path) -> None:
    """Copy a submission to a folder; a single file takes the entry name that the exam asks for."""
    target.mkdir(parents=True, exist_ok=True)
    if submission.is_file():
        shutil.copy(submission, target / exam.entry)
        return
    shutil.copytree(submission, target, dirs_exist_ok=True)
    if not (target / exam.entry).exists():
        shutil.copy(target / "solution.py", target / exam.entry)
