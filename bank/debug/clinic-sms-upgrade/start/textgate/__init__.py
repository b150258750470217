"""Textgate 2.1: sends text messages through a provider's gateway. CHANGES.md says what is new."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__version__ = "2.1.0"
LONGEST = 160


class GateError(Exception):
    """The gateway refused a message, or could not be reached; `is_final` tells which."""

    def __init__(self, message: str, is_final: bool) -> None:
        super().__init__(message)
        self.is_final = is_final


@dataclass(frozen=True)
class Receipt:
    """What the gateway answered."""

    id: str
    parts: int


class Gate:
    """A connection; `transport(number, text)` hands one part over and returns its id, or raises `OSError`."""

    def __init__(self, *, transport: Callable[[str, str], str], sender: str) -> None:
        if not sender or len(sender) > 11:
            raise ValueError("the sender must have 1 to 11 characters")
        self._transport = transport
        self._sender = sender

    def send(self, message: Message) -> Receipt:
        """Send a message. Raises `GateError`."""
        if not message.to.startswith("+"):
            raise GateError(f"`{message.to}` is no international number", is_final=True)
        try:
            ids = [self._transport(message.to, part) for part in message.parts()]
        except OSError as error:
            raise GateError(f"the gateway can't be reached: {error}", is_final=False) from error
        return Receipt(ids[0], len(ids))


@dataclass(frozen=True)
class Message:
    """One text to one number."""

    to: str
    text: str

    def parts(self) -> list[str]:
        """The text in pieces that fit."""
        if not self.text:
            raise GateError("the text is empty", is_final=True)
        return [self.text[at : at + LONGEST] for at in range(0, len(self.text), LONGEST)]
