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
        self._gate = textgate.connect(transport, sender)
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
        for tries in range(1, TRIES + 1):
            try:
                sent_id = self._gate.send(number, text)
            except ValueError as error:
                return Sent(number, None, tries, str(error))
            if sent_id is not None:
                return Sent(number, sent_id, tries)
        return Sent(number, None, TRIES, "the gateway can't be reached")
