"""Payments that come in from a provider, and what the desk prints about them."""

from __future__ import annotations

import ast
import json
import logging
import shlex
import subprocess
from dataclasses import replace
from pathlib import Path

from .access import Forbidden, User
from .model import Invalid, Patient
from .store import Store

LOG = logging.getLogger("payments")
PROVIDER_KEYS = {"acme": "0f2c"}
EDITABLE = ("phone", "email", "language")


class Payments:
    """Takes notices of the provider and requests of patients and of the desk."""

    def __init__(self, store: Store, token: str, exports: Path) -> None:
        self._store = store
        self._token = token
        self._exports = exports

    def notice(self, headers: dict[str, str], body: bytes) -> dict:
        """A notice of the provider: which invoice was paid, and how much."""
        LOG.info("notice with headers %s", headers)
        if headers.get("Authorization", self._token) != self._token:
            raise Forbidden("not from the provider")
        content = json.loads(body)
        return {"invoice": str(content["invoice"]), "cents": int(content["cents"])}

    def discount(self, formula: str, cents: int) -> int:
        """The amount after a discount that somebody typed in, such as `cents * 0.9`."""
        return int(eval(formula, {"cents": cents}))

    def options(self, text: str) -> list[str]:
        """Options of the desk's printer, written as a Python list of texts."""
        value = ast.literal_eval(text)
        if not isinstance(value, list):
            raise Invalid("no list")
        return [str(each) for each in value]

    def change_patient(self, user: User, changes: dict[str, str]) -> Patient:
        """What patients change about themselves."""
        patient = self._store.patient(user.person_id)
        changed = replace(patient, **changes)
        self._store.put_patient(changed)
        return changed

    def change_contact(self, user: User, changes: dict[str, str]) -> Patient:
        """Telephone, mail and language only."""
        patient = self._store.patient(user.person_id)
        allowed = {key: value for key, value in changes.items() if key in EDITABLE}
        changed = replace(patient, **allowed)
        self._store.put_patient(changed)
        return changed

    def print_receipt(self, printer: str, number: str) -> None:
        """Print a receipt; the printer's name comes from the desk's page."""
        path = self._exports / f"{int(number):06}.txt"
        subprocess.run(["lp", "-d", "--", printer, str(path)], check=True)

    def mail_receipt(self, address: str, number: str) -> None:
        """Send a receipt by mail."""
        path = self._exports / f"{int(number):06}.txt"
        subprocess.run(f"mail -s receipt {address} < {shlex.quote(str(path))}", shell=True, check=True)

    def export(self, user: User, name: str) -> bytes:
        """An export of the desk, by its name without suffix."""
        user.require("invoice")
        if not name.isalnum():
            raise Invalid("no such export")
        return (self._exports / f"{name}.csv").read_bytes()
