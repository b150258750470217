"""One run of a submission: fill the working directory, look like a plain interpreter, answer until the exam is done."""

import faulthandler
import json
import os
import shutil
import socket
import sys
import types
from pathlib import Path
from typing import Any

from ..window import Limits, Peer
from . import figures, introspection, sealed, trees
from .hooks.install import install
from .loading import Loading
from .programs import Programs

WINDOW = 3


def run(argument: str) -> None:
    """Serve the submission that `argument` configures; threads that it left behind don't delay the end."""
    config: dict[str, Any] = json.loads(argument)
    leave = os._exit
    os.set_inheritable(WINDOW, False)
    source, work = Path(config["source"]), Path(config["work"])
    is_sealed = bool(config.get("sealed", False))
    if not is_sealed:
        shutil.copytree(source, work, symlinks=True, dirs_exist_ok=True)
    _look_plain(work)
    limits = {name: int(value) for name, value in config.get("limits", {}).items()}
    peer = Peer(socket.socket(fileno=WINDOW), "submission", Limits(**limits), sealed=is_sealed)
    if is_sealed:
        sealed.fill(source, work)
    install(peer, work, int(config["seed"]))
    if not is_sealed:
        Loading(work).offer(peer)
        Programs(work).offer(peer)
        introspection.offer(peer)
        figures.offer(peer)
        trees.offer(peer)
    peer.serve()
    leave(0)


def _look_plain(work: Path) -> None:
    """Make the process look as if it had been started in `work` with nothing to run."""
    faulthandler.disable()
    os.chdir(work)
    paths = [str(work)]
    if (work / "src").is_dir():
        paths.append(str(work / "src"))
    sys.path[:0] = paths
    sys.argv[:] = [""]
    sys.orig_argv[:] = [sys.executable]
    main = types.ModuleType("__main__")
    vars(main)["__builtins__"] = __builtins__
    sys.modules["__main__"] = main
