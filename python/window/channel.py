"""Many conversations over one socket: each thread of either room has a lane of its own.

Within a lane one side speaks at a time. Whoever waits reads the socket for everybody (leader and followers), so a
plain call costs no thread switch. As soon as a room has more than one thread, a standby reader takes over while all
are busy: a blocking call in one lane can then be released by a call in another.
Messages are decoded by the reader, in the order of arrival, before they are handed to their lane.
"""

import _thread
import threading
from collections import deque
from collections.abc import Callable

from .frames import FrameReader
from .limits import Limits, RoomEnded, Tampering

MAIN_LANE = 0


class Channel:
    """Receives decoded messages lane by lane; `decode(message, blobs) -> (lane, message)` is the peer's.

    `adopt(lane)` is called for the first message of an unknown lane and must start a thread that serves it.
    `report(tampering)` is called when a frame is none, or too many threads speak.
    """

    def __init__(
        self, sock, limits: Limits, decode: Callable, adopt: Callable[[int], None], report: Callable[[Tampering], None]
    ) -> None:
        self._reader = FrameReader(sock, limits)
        self._decode = decode
        self._adopt = adopt
        self._report = report
        self._limits = limits
        self._turn = threading.Condition(threading.Lock())
        self._reading = False
        self._standby = False
        self._ending: BaseException | None = None
        self._inboxes: dict[int, deque] = {MAIN_LANE: deque()}

    def connect(self, sock) -> None:
        """Receive from `sock` from now on."""
        self._reader = FrameReader(sock, self._limits)

    def open(self, lane: int) -> None:
        """Begin a lane of this side's own."""
        self._inboxes.setdefault(lane, deque())

    def close(self, lane: int) -> None:
        """Forget a lane; what still arrives for it is dropped by `adopt`'s rule."""
        with self._turn:
            self._inboxes.pop(lane, None)

    def finish(self, lane: int, message: tuple) -> None:
        """Let whoever serves a lane of the other side know, after all else, that it's over."""
        with self._turn:
            if lane in self._inboxes:
                self._inboxes[lane].append(message)
                self._turn.notify_all()

    def receive(self, lane: int) -> tuple:
        """The next message of `lane`. Raises `RoomEnded` (or the `Tampering` that ended the window)."""
        turn = self._turn
        while True:
            with turn:
                inbox = self._inboxes[lane]
                while not inbox and self._reading and self._ending is None:
                    turn.wait()
                if inbox:
                    return inbox.popleft()
                if self._ending is not None:
                    raise RoomEnded(str(self._ending))
                self._reading = True
            message = self._read(lane)
            if message is not None:
                return message

    def _read(self, wanted: int | None) -> tuple | None:
        """Read one frame as the leader. Hands it to its lane, or returns it when it's the wanted one."""
        message = None
        try:
            message = self._decode(*self._reader.next())
        except (RoomEnded, Tampering) as error:
            self._ending = error
            if isinstance(error, Tampering):
                self._report(error)
            raise RoomEnded(str(error)) from None
        finally:
            with self._turn:
                self._reading = False
                stranger = self._place(wanted, message)
                if self._turn._waiters:
                    self._turn.notify_all()
        if stranger is not None:
            self._adopt(stranger)
        if isinstance(self._ending, Tampering):
            self._report(self._ending)
        return message[1] if message[0] == wanted else None

    def _place(self, wanted: int | None, message: tuple | None) -> int | None:
        """Put a message for another lane into its inbox; returns the lane if nobody serves it yet."""
        if message is None or message[0] == wanted:
            return None
        lane, content = message
        inbox = self._inboxes.get(lane)
        if inbox is not None:
            inbox.append(content)
            return None
        if len(self._inboxes) >= self._limits.threads:
            self._ending = Tampering(f"more than {self._limits.threads} threads spoke at once")
            return None
        self._inboxes[lane] = deque([content])
        return lane

    @property
    def ended(self) -> bool:
        """Whether nothing more can be received."""
        return self._ending is not None

    def end(self, reason: BaseException) -> None:
        """No more messages: everybody who waits gets `RoomEnded`."""
        with self._turn:
            self._ending = self._ending or reason
            self._turn.notify_all()

    def keep_reading(self) -> None:
        """Start the standby reader if this process has other threads and none is on standby."""
        if self._standby or self._ending is not None:
            return
        self._standby = True
        threading.Thread(target=self._stand_by, name="window standby", daemon=True).start()

    def _stand_by(self) -> None:
        turn = self._turn
        try:
            while True:
                with turn:
                    while self._reading and self._ending is None:
                        turn.wait()
                    if self._ending is not None or _thread._count() <= 1:
                        return
                    self._reading = True
                self._read(None)
        except RoomEnded:
            pass
        finally:
            self._standby = False
