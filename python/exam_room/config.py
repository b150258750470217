"""The exam room's configuration, parsed once from the one argument that the grader hands over (docs/ROOMS.md)."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Config:
    """What the grader decided about this run."""

    seed: int
    exam: Path
    source: Path
    work: Path
    all_public: bool
    allow_equality: bool
    start_modules: frozenset[str] = frozenset()
    shadowed: frozenset[str] = frozenset()
    limits: dict[str, int] = field(default_factory=dict)
    sealed: bool = False
    order: int | None = None
    offered: frozenset[str] | None = None
    """Top-level modules and packages among the submission's files, for an image, which has none of these files."""


def parse(text: str) -> Config:
    """Read the JSON object `text`. Raises `ValueError` when a field is missing or has the wrong shape."""
    raw: dict[str, Any] = json.loads(text)
    try:
        return Config(
            seed=int(raw["seed"]),
            exam=Path(raw["exam"]),
            source=Path(raw["source"]),
            work=Path(raw["work"]),
            all_public=raw["public"] == "all",
            allow_equality=bool(raw["allow_equality"]),
            start_modules=frozenset(raw.get("start_modules", ())),
            shadowed=frozenset(raw.get("shadowed", ())),
            sealed=bool(raw.get("sealed", False)),
            order=None if raw.get("order") is None else int(raw["order"]),
            limits={name: int(value) for name, value in raw.get("limits", {}).items()},
            offered=frozenset(raw["offered"]) if "offered" in raw else None,
        )
    except KeyError as missing:
        raise ValueError(f"room configuration: no field {missing}") from None
