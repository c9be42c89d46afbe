"""Mailings: where the app keeps the letters of a day, and the archive that goes to the print shop."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from pathlib import Path

from rattrapage import queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger


def folder(ledger: Ledger, on: dt.date) -> Path:
    """Where the letters of a day stand, beside the ledger: they outlive the session that wrote them.

    Example: `ville.duckdb` keeps those of 20 February 2024 in `ville.lettres/2024-02-20`.
    """
    return ledger.path.with_suffix(".lettres") / on.isoformat()


def days(ledger: Ledger) -> list[dict]:
    """The days on which letters were sent, the latest first: {sent_on, letters, amount (euros)}."""
    return queries.rows(ledger.cursor(), "letters/days")


def archive(ledger: Ledger, on: dt.date, actor: str) -> bytes:
    """The letters of a day as a ZIP, in the order of their files; the journal keeps a trace.

    Raises `Refusal` when one is not beside the ledger, or no longer what was recorded: nothing else may be sent.
    """
    content = io.BytesIO()
    letters = queries.rows(ledger.cursor(), "letters/files", on=on)
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as packed:
        for letter in letters:
            packed.writestr(letter["file"], _read(folder(ledger, on) / letter["file"], letter["sha256"]))
    with ledger.write(actor, "téléchargement", f"lettres du {on}", {"letters": len(letters)}):
        return content.getvalue()


def _read(path: Path, sha256: str) -> bytes:
    try:
        pdf = path.read_bytes()
    except OSError as error:
        raise Refusal(
            f"{path.name} : lettre absente de ce serveur (écrite par « notify » ailleurs ?) ; prenez-la là-bas."
        ) from error
    if hashlib.sha256(pdf).hexdigest() != sha256:
        raise Refusal(f"{path.name} : cette lettre n'est plus celle qui a été inscrite ; reprenez une sauvegarde.")
    return pdf
