"""The reference: the exam's own solution, answering through a window of its own in a process of its own.

It is a copy of this room's process, which only runs code of the exam. Its calls cross a socket like the submission's, so what
the window costs is the same on both sides. Its CPU clock is read from here.
"""

import os
import signal
import socket
import time
from collections.abc import Callable
from typing import Any

from ....window import Limits, Peer

WINDOW, EVENTS = 3, 4


class Reference:
    """One reference process, for the duration of a `with`."""

    def __init__(self, function: Callable[..., Any], limits: Limits) -> None:
        self._function = function
        self._limits = limits

    def __enter__(self) -> "Reference":
        here, there = socket.socketpair()
        self._pid = os.fork()
        if self._pid == 0:
            self._serve(here, there)
        there.close()
        self._peer = Peer(here, "exam", self._limits)
        # The kernel's clock of another process: the complement of its id, and 2 for scheduled time (clock_getcpuclockid).
        self._clock = (~self._pid << 3) | 2
        return self

    def __exit__(self, *_exception: object) -> None:
        self._peer.close()
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)

    def call(self, *args: Any) -> Any:
        """The reference's answer."""
        return self._peer.ask("reference", *args)

    def cpu_seconds(self) -> float:
        """CPU time of the reference's process so far."""
        return time.clock_gettime(self._clock)

    def _serve(self, here: socket.socket, there: socket.socket) -> None:
        try:
            here.close()
            os.closerange(WINDOW, EVENTS + 1)
            peer = Peer(there, "submission", self._limits)
            peer.register("reference", self._function)
            peer.serve()
        finally:
            os._exit(0)
