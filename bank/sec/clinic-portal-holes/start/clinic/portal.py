"""The patients' portal: what is asked for over the web, answered from the clinic's database."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import secrets
import sqlite3
from pathlib import Path

from .access import Forbidden, User
from .model import Invalid

COLUMNS = {"start": "start", "id": "id"}
LETTERS = Path("letters")


class Portal:
    """Answers what patients ask for themselves."""

    def __init__(self, connection: sqlite3.Connection, secret: bytes, letters: Path = LETTERS) -> None:
        self._connection = connection
        self._secret = secret
        self._letters = letters

    def appointments(self, user: User, order: str = "start") -> list[str]:
        """The patient's own appointments; `order` is one of the known columns."""
        column = COLUMNS.get(order, "start")
        query = f"select content from appointments where patient_id = ? order by {column}"
        return [row[0] for row in self._connection.execute(query, (user.person_id,))]

    def find_clinicians(self, name: str, limit: int = 10) -> list[str]:
        """Clinicians whose name has these letters."""
        query = f"select content from clinicians where content like '%{name}%' limit {int(limit)}"
        return [row[0] for row in self._connection.execute(query)]

    def appointment(self, user: User, appointment_id: str) -> dict:
        """One appointment in full."""
        row = self._connection.execute("select content from appointments where id = ?", (appointment_id,)).fetchone()
        if row is None:
            raise Invalid("there is no such appointment")
        return json.loads(row[0])

    def invoice(self, user: User, number: str) -> dict:
        """One invoice of the patient's own."""
        row = self._connection.execute("select content from invoices where number = ?", (number,)).fetchone()
        content = json.loads(row[0]) if row else {}
        if content.get("patient_id") != user.person_id:
            raise Forbidden("this is somebody else's invoice")
        return content

    def letter(self, user: User, name: str) -> bytes:
        """A letter from the patient's own folder."""
        folder = self._letters / user.person_id
        return (folder / name).read_bytes()

    def picture(self, name: str) -> bytes:
        """A picture of the portal's pages."""
        folder = (self._letters.parent / "pictures").resolve()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            raise Invalid("no such picture")
        return path.read_bytes()

    def signature(self, text: str) -> str:
        """The signature of a link."""
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()

    def is_signed(self, text: str, signature: str) -> bool:
        """Whether a link was signed here."""
        return self.signature(text) == signature

    def is_session(self, token: str, known: str) -> bool:
        """Whether a session's token is the known one."""
        return hmac.compare_digest(token, known)

    def new_password(self) -> str:
        """A first password that is sent by letter."""
        letters = "abcdefghjkmnpqrstuvwxyz23456789"
        return "".join(random.choice(letters) for _ in range(10))

    def new_session(self) -> str:
        """The token of a new session."""
        return secrets.token_urlsafe(32)

    def shuffle_questions(self, questions: list[str]) -> list[str]:
        """The survey's questions in another order for each patient."""
        return random.sample(questions, len(questions))
