"""Bounds on what may cross the window, and the two ways in which a window ends."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds on what crosses; the receiver enforces each, so that an honest sender hits them as an error first.

    message_bytes: largest single frame. total_bytes: all frames received together.
    depth: deepest nesting of one value (tuples in tuples; lists are flat on the wire).
    elements: most values in one message. threads: most conversations alive at once.
    """

    message_bytes: int = 64 << 20
    total_bytes: int = 2 << 30
    depth: int = 100
    elements: int = 5_000_000
    threads: int = 256


class RoomEnded(BaseException):
    """The other room is gone: nothing more can be asked of it.

    Not an `Exception`, so that a test's own `except Exception` can't take the end of the room for an answer.
    """


class Tampering(Exception):
    """The bytes or the request are such as no honest room sends; the message says what was seen."""


class TooLarge(ValueError):
    """A value is too large to be sent; raised at the sender, which stays in order."""
