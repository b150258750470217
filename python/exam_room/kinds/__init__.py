"""Windows for work that is no set of functions to call: each is a pytest fixture, with names that exams import from `assay`.

A plugin here is cheap to make: what a window needs is loaded when an exam first uses it.
"""

from typing import Any

from ...window import Peer
from ..config import Config
from . import offered
from .answers.window import AnswersWindow
from .changes import ChangesWindow
from .evidence import Evidence
from .exploit import ExploitWindow
from .figure.window import FigureWindow
from .order import Order
from .repo import RepoWindow
from .review import ReviewWindow
from .suite import SuiteWindow
from .speed.window import SpeedWindow


def plugins(peer: Peer, config: Config) -> list[Any]:
    """One pytest plugin for each window, and the modules `assay.*` for exams that import their words.

    Tests that a candidate wrote get no window but the program.
    """
    if config.order is not None:
        return [Order(config.order)]
    offered.install(config)
    evidence = Evidence(config.exam)
    return [
        AnswersWindow(peer, config.source),
        SpeedWindow(config),
        FigureWindow(peer),
        SuiteWindow(peer, evidence),
        ReviewWindow(peer, evidence),
        RepoWindow(peer, evidence),
        ChangesWindow(peer, config, evidence),
        ExploitWindow(peer, config, evidence),
    ]
