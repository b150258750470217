"""Windows for work that is no set of functions to call: each is a pytest fixture, with names that exams import from `assay`.

A plugin here is cheap to make: what a window needs is loaded when an exam first uses it.
"""

from typing import Any

from ...window import Peer
from ..config import Config
from . import offered
from .answers.window import AnswersWindow


def plugins(peer: Peer, config: Config) -> list[Any]:
    """One pytest plugin for each window, and the modules `assay.*` for exams that import their words."""
    offered.install(config)
    return [AnswersWindow(peer, config.source)]
