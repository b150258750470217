"""Text messages of the clinic, sent through `textgate`, with a second try and a log of what went out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from textgate import Gate, GateError, Message

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
        self._gate = Gate(sender=sender, transport=transport)
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
        to = "+" + number.removeprefix("00") if number[:2] == "00" else number
        tries, problem = 0, ""
        while tries < TRIES:
            tries += 1
            try:
                receipt = self._gate.send(Message(to, text))
            except GateError as error:
                problem = str(error) if error.is_final else "the gateway can't be reached"
                if error.is_final:
                    break
            else:
                return Sent(number, receipt.id, tries)
        return Sent(number, None, tries, problem)
