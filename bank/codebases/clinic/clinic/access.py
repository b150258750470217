"""Who may do what. Unknown roles and unknown actions may do nothing."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from .clock import Clock
from .model import ClinicError

ALLOWED: dict[str, frozenset[str]] = {
    "patient": frozenset({"see own", "book", "move own", "cancel own", "wait"}),
    "desk": frozenset({"see own", "see all", "book", "move own", "move any", "cancel own", "cancel any", "wait", "arrive", "search"}),
    "clinician": frozenset({"see all", "arrive", "finish", "search"}),
    "head": frozenset({"see all", "search", "report", "invoice"}),
}


class Forbidden(ClinicError):
    """The role doesn't allow it."""

    code = "forbidden"


@dataclass(frozen=True)
class User:
    """Who asks; `person_id` is a patient's or a clinician's id."""

    name: str
    role: str
    person_id: str = ""

    def may(self, action: str) -> bool:
        """Whether the role allows an action."""
        return action in ALLOWED.get(self.role, frozenset())

    def require(self, action: str, owner_id: str | None = None) -> None:
        """Raise `Forbidden` unless the action is allowed: on everything, or on what is one's own.

        With an owner, `move` asks for `move any`, or for `move own` of the owner.
        """
        if owner_id is None:
            allowed = self.may(action)
        else:
            own = bool(self.person_id) and self.person_id == owner_id
            allowed = self.may(f"{action} any") or self.may(f"{action} all") or (own and self.may(f"{action} own"))
        if not allowed:
            raise Forbidden(f"{self.role} may not {action}")


class Tokens:
    """Signed tokens for links in messages: who, until when, and a signature."""

    def __init__(self, secret: bytes, clock: Clock, valid_hours: int = 72) -> None:
        if len(secret) < 16:
            raise ValueError("the secret must have at least 16 bytes")
        self._secret = secret
        self._clock = clock
        self._valid = timedelta(hours=valid_hours)

    def issue(self, person_id: str, purpose: str) -> str:
        """A token that lets a person do one thing for some time."""
        until = (self._clock.now() + self._valid).isoformat(timespec="seconds")
        body = f"{person_id}|{purpose}|{until}"
        return f"{body}|{self._signature(body)}"

    def check(self, token: str, purpose: str) -> str:
        """The person whom a token was issued to. Raises `Forbidden` for any token that isn't good for the purpose now."""
        body, _bar, signature = token.rpartition("|")
        if not hmac.compare_digest(signature.encode(), self._signature(body).encode()):
            raise Forbidden("the link isn't valid")
        person_id, of_purpose, until = body.split("|")
        if of_purpose != purpose:
            raise Forbidden("the link is for something else")
        if datetime.fromisoformat(until) < self._clock.now():
            raise Forbidden("the link is too old")
        return person_id

    def _signature(self, body: str) -> str:
        return hmac.new(self._secret, body.encode(), hashlib.sha256).hexdigest()[:32]
