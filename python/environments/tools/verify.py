"""Compare each installed file of an environment with the hash that its package recorded.

Run by the base interpreter with `-I -S`, so that nothing of the environment under examination is executed:

    python -I -S verify.py SITE_PACKAGES

Prints one JSON object: `files` (how many were compared), `changed`, `missing` and `unrecorded` (sorted relative
paths). Bytecode has no recorded hash and is not compared; `unrecorded` names sources and libraries that no package claims.
"""

import base64
import csv
import hashlib
import json
import sys
from pathlib import Path

#: Files that an installer writes itself; no package can know their hash.
INSTALLERS_OWN = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json", "_virtualenv.py", "_virtualenv.pth"}


def sha256_of(path: Path) -> str:
    """The digest of a file as RECORD spells it: URL-safe base64 without padding."""
    digest = hashlib.sha256(path.read_bytes()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def recorded_files(site_packages: Path) -> dict[str, str]:
    """Path (relative to `site_packages`) to recorded digest, empty where none was recorded."""
    found = {}
    for record in sorted(site_packages.glob("*.dist-info/RECORD")):
        with record.open(newline="", encoding="utf-8") as lines:
            for row in csv.reader(lines):
                if row:
                    found[row[0]] = row[1].removeprefix("sha256=") if len(row) > 1 else ""
    return found


def verify(site_packages: Path) -> dict[str, object]:
    """Compare, and name what differs."""
    recorded = recorded_files(site_packages)
    changed, missing, compared = [], [], 0
    for name, digest in recorded.items():
        path = site_packages / name
        if not path.is_file():
            if digest:
                missing.append(name)
        elif digest:
            compared += 1
            if sha256_of(path) != digest:
                changed.append(name)
    present = (path for path in site_packages.rglob("*") if path.is_file() and path.suffix in {".py", ".so", ".pth"})
    unrecorded = [
        name for name in (path.relative_to(site_packages).as_posix() for path in present)
        if name not in recorded and name.rsplit("/", 1)[-1] not in INSTALLERS_OWN
    ]
    return {"files": compared, "changed": sorted(changed), "missing": sorted(missing), "unrecorded": sorted(unrecorded)}


print(json.dumps(verify(Path(sys.argv[1]))))
