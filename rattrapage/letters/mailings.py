"""Mailings: where the app keeps the letters of a day, and the archive that goes to the print shop."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, TypedDict

from rattrapage import queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.letters import sent


class MailingDay(TypedDict):
    """A day on which notices were written: how many, and what they ask in euros."""

    sent_on: dt.date
    letters: int
    amount: Decimal


class _File(NamedTuple):
    file: str
    sha256: str


def folder(ledger: Ledger, on: dt.date) -> Path:
    """Gives the folder of the letters of a day, beside the ledger: they outlive the session that wrote them.

    Example: `ville.duckdb` keeps those of 20 February 2024 in `ville.lettres/2024-02-20`.
    """
    return ledger.path.with_suffix(".lettres") / on.isoformat()


def days(ledger: Ledger) -> list[MailingDay]:
    """Gives the days on which notices were written, the latest first."""
    return queries.records(ledger.cursor(), "letters/days", MailingDay)


def archive(ledger: Ledger, on: dt.date, actor: str) -> bytes:
    """Packs the letters of a day as a ZIP, in the order of their files; the journal keeps a trace.

    Raises `Refusal` when one is not beside the ledger, or no longer what was recorded: nothing else may be sent.
    """
    content = io.BytesIO()
    letters = queries.all(ledger.cursor(), "letters/files", _File, on=on)
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as packed:
        for letter in letters:
            packed.writestr(letter.file, _read(folder(ledger, on) / letter.file, letter.sha256))
    with ledger.write(actor, "téléchargement", f"lettres du {on}", {"letters": len(letters)}):
        return content.getvalue()


def _read(path: Path, sha256: str) -> bytes:
    try:
        pdf = path.read_bytes()
    except OSError as error:
        raise Refusal(
            f"{path.name} : lettre absente de ce serveur (écrite par « notify » ailleurs ?) ; prenez-la là-bas."
        ) from error
    if sent.fingerprint(pdf) != sha256:
        raise Refusal(f"{path.name} : cette lettre n'est plus celle qui a été inscrite ; reprenez une sauvegarde.")
    return pdf
