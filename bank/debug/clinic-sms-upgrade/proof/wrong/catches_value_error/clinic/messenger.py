"""Text messages of the clinic, sent through `textgate`, with a second try and a log of what went out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import textgate

TRIES = 3


@dataclass(frozen=True)
class Sent:
    """How sending ended: the gateway's id, or why there is none."""

    number: str
    id: str | None
    tries: int
    problem: str = ""


class Messenger:
    """Sends texts; never raises for one that can't be sent."""

    def __init__(self, transport: Callable[[str, str], str], sender: str = "Clinic") -> None:
        self._gate = textgate.Gate(transport=transport, sender=sender)
        self.log: list[Sent] = []

    def send(self, number: str, text: str) -> Sent:
        """Send one text: up to three tries while the gateway can't be reached; only one when trying again can't help."""
        sent = self._tried(number, text)
        self.log.append(sent)
        return sent

    def send_all(self, messages: Iterable[tuple[str, str]]) -> int:
        """Send several; how many went out."""
        return sum(self.send(number, text).id is not None for number, text in messages)

    def _tried(self, number: str, text: str) -> Sent:
        message = textgate.Message(to=_international(number), text=text)
        for tries in range(1, TRIES + 1):
            try:
                return Sent(number, self._gate.send(message).id, tries)
            except ValueError as error:
                if True:
                    return Sent(number, None, tries, str(error))
        return Sent(number, None, TRIES, "the gateway can't be reached")


def _international(number: str) -> str:
    """Version 1 of textgate also took numbers that begin with `00`."""
    return f"+{number[2:]}" if number.startswith("00") else number
