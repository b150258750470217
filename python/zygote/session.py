"""A zygote's life: load, wait, and in each fork the life of a room or of an exam image."""

import importlib
import json
import os
from typing import Any

from .entry import Entry
from .forking import Forking, forget_handlers

LIBRARY = 4


def run(argument: str, namespaces: int) -> None:
    """Be the zygote that `argument` configures: {"side", "libraries"}."""
    config: dict[str, Any] = json.loads(argument)
    entry = Entry(LIBRARY, namespaces)
    forget_handlers()
    for name in config["libraries"]:
        importlib.import_module(name)
    live = _exam_side() if config["side"] == "exam" else _submission_side()
    threads = len(os.listdir("/proc/self/task"))
    forking = Forking(entry)
    if threads != 1:
        forking.say(f"unfit: {threads} threads run after the libraries were loaded")
        os._exit(1)
    begun = forking.serve()
    live(forking, begun)


def _submission_side() -> Any:
    from ..submission_room.session import run as run_room

    def live(forking: Forking, begun: Any) -> None:
        forking.leave_control(begun.descriptors)
        run_room(json.dumps(begun.message["config"]))

    return live


def _exam_side() -> Any:
    from ..exam_room.image import run as run_image
    from ..exam_room.session import run as run_room

    def live(forking: Forking, begun: Any) -> None:
        config = json.dumps(begun.message["config"])
        if begun.message["role"] == "image":
            run_image(config, forking)
        else:
            forking.leave_control(begun.descriptors)
            run_room(config)

    return live
