"""Files of the submission that the exam room reads itself, as data: bounded, strict, with the line of what is wrong.

They are read from the room's own read-only copy, which no process of the submission can reach.
"""

import os
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from .failures import Missing, Unreadable

MOST_BYTES = 64 << 10
MOST_LINES = 4000
PARSES = 600
"""How many pieces are tried at most to find the line of a statement; the search is only for a message."""
PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_text(source: Path, name: str, most_bytes: int = MOST_BYTES) -> str:
    """The text of the file `name` of the submission. Raises `Missing` or `Unreadable`."""
    try:
        descriptor = os.open(source / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        raise Missing(f"there is no file `{name}`; hand one in under this name") from None
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Unreadable(f"`{name}` is no regular file")
        content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise Unreadable(f"`{name}` is larger than {most_bytes >> 10} KiB; shorten it", name, 1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(f"`{name}` is not UTF-8 text; save it as UTF-8", name, line) from None
    if text.count("\n") > MOST_LINES:
        raise Unreadable(f"`{name}` has more than {MOST_LINES} lines; shorten it", name, MOST_LINES)
    return text


class TomlFile:
    """A TOML file of the submission: its table, and the line of each statement."""

    def __init__(self, source: Path, name: str, most_bytes: int = MOST_BYTES) -> None:
        self.name = name
        self._text = read_text(source, name, most_bytes)
        self.table = self._parsed()
        self._lines: dict[tuple[str, ...], int] | None = None

    def line_of(self, *path: str) -> int:
        """The line on which `path` (keys from the top; a table in a list counts as its list) is first mentioned; 1 if unknown."""
        if self._lines is None:
            self._lines = _statements(self._text.replace("\r\n", "\n").split("\n"))
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def refuse(self, message: str, *path: str) -> Unreadable:
        """The failure to raise for a fault at `path`."""
        return Unreadable(message, self.name, self.line_of(*path))

    def _parsed(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            place = PLACE.search(str(error))
            line = int(place[1]) if place else self._text.count("\n") + 1
            what = PLACE.sub("", str(error)).strip()
            raise Unreadable(f"`{self.name}` is not valid TOML: {what}", self.name, line) from None
        except (ValueError, RecursionError):
            raise Unreadable(f"`{self.name}` is not valid TOML: a number too long, or nested too deeply", self.name, 1) from None


def _statements(lines: list[str]) -> dict[tuple[str, ...], int]:
    """The first line of each key path. Each header or assignment of TOML is a document by itself, so pieces are parsed
    as soon as they are whole."""
    found: dict[tuple[str, ...], int] = {}
    prefix: tuple[str, ...] = ()
    begin, tries = 0, 0
    for end in range(1, len(lines) + 1):
        piece = "\n".join(lines[begin:end])
        if not piece.strip() or tries > PARSES:
            begin = end if not piece.strip() else begin
            continue
        tries += 1
        try:
            table = tomllib.loads(piece)
        except (ValueError, RecursionError):
            continue
        paths = list(_paths(table))
        if piece.lstrip().startswith("["):
            prefix = paths[-1] if paths else ()
            paths = [path for path in paths if path]
        else:
            paths = [prefix + path for path in paths]
        for path in paths:
            found.setdefault(path, begin + 1)
        begin = end
    return found


def _paths(table: Any, depth: int = 0) -> list[tuple[str, ...]]:
    """Every key path of a table, parents first; tables in a list count as the list."""
    if isinstance(table, list):
        return [path for each in table[:1] for path in _paths(each, depth)]
    if not isinstance(table, dict) or depth > 4:
        return []
    paths: list[tuple[str, ...]] = []
    for key, value in table.items():
        paths.append((key,))
        paths += [(key, *path) for path in _paths(value, depth + 1)]
    return paths
