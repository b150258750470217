"""Other versions of the submission's files: laid out in folders of their own and loaded from there.

The other half of `exam_room/kinds/trees.py`.
"""

import importlib
import itertools
import sys
import tempfile
from pathlib import Path

from ..window import Peer
from .hooks.files import put

_NUMBERS = itertools.count(1)


def offer(peer: Peer) -> None:
    """Register the operations."""
    peer.register("lay_out_tree", lay_out)
    peer.register("load_from_tree", load)


def lay_out(files: dict[str, bytes]) -> str:
    """Write the files into a new folder; names that lead elsewhere are left out."""
    folder = Path(tempfile.mkdtemp(prefix="tree-"))
    for name, content in files.items():
        put(folder, name, content)
    return str(folder)


def load(folder: str, name: str) -> str:
    """Import module `name` from a folder as if nothing of it had been imported before; what there was is put back."""
    roots = [root for root in (folder, f"{folder}/src") if Path(root).is_dir()]
    tops = {path.stem for root in roots for path in Path(root).iterdir()}
    taken = {known: module for known, module in sys.modules.items() if known.partition(".")[0] in tops}
    for known in taken:
        del sys.modules[known]
    sys.path[:0] = roots
    importlib.invalidate_caches()
    try:
        module = importlib.import_module(name)
    finally:
        del sys.path[: len(roots)]
        for known in [known for known in sys.modules if known.partition(".")[0] in tops]:
            del sys.modules[known]
        sys.modules.update(taken)
    key = f"_assay_tree_{next(_NUMBERS)}"
    sys.modules[key] = module
    return key
