"""Debit files once written: listed, shown again, handed in to the bank, voided (R13)."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from rattrapage import clock, queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.payments import allocations


class _State(NamedTuple):
    state: str
    returns: int


class _Content(NamedTuple):
    content: bytes


class _Freed(NamedTuple):
    freed: int


def place(ledger: Ledger) -> Path:
    """Says where a file made by the app stands: beside the ledger, under a name that no other file has.

    Example: `ville.duckdb` keeps them in `ville.prelevements`.
    """
    return ledger.path.absolute().with_suffix(".prelevements") / f"{clock.now():%Y%m%d-%H%M%S-%f}.xml"


def listed(ledger: Ledger) -> pa.Table:
    """Lists the files, the latest first: message_id, created_on, debits, amount (euros), state, returned, …"""
    return queries.arrow(ledger.cursor(), "debits/files")


def content(ledger: Ledger, message_id: str) -> bytes:
    """Gives the bytes of a debit file as it was written, for a download; raises `Refusal` when there is none."""
    file = queries.first(ledger.cursor(), "debits/file_content", _Content, message_id=message_id)
    if not file:
        raise Refusal(f"Aucun fichier de prélèvement {message_id} ; voyez la liste des fichiers produits.")
    return zlib.decompress(file.content)


def void(ledger: Ledger, message_id: str, actor: str, reason: str = "") -> int:
    """Frees the instalments of a file never sent, or refused whole; returns how many are due again on their date.

    Raises `Refusal` when there is no such file, when it is void already, was handed in, or has a return (R13).
    """
    details: dict[str, str | int] = {"reason": reason}
    with ledger.write(actor, "annulation de fichier", message_id, details) as cursor:
        _check_can_void(cursor, message_id)
        queries.run(cursor, "debits/void_file", message_id=message_id, at=clock.now(), actor=actor, reason=reason)
        freed = queries.one(cursor, "debits/freed", _Freed, message_id=message_id).freed
        details["freed"] = freed
        allocations.place(cursor)
    return freed


def _check_can_void(cursor: duckdb.DuckDBPyConnection, message_id: str) -> None:
    file = queries.first(cursor, "debits/file_state", _State, message_id=message_id)
    if not file:
        raise Refusal(f"Aucun fichier de prélèvement {message_id} ; voyez la liste des fichiers produits.")
    if file.state == "voided":
        raise Refusal(f"{message_id} : ce fichier est déjà annulé.")
    if file.state == "handed_in":
        raise Refusal(f"{message_id} : ce fichier a été remis à la banque ; il ne peut plus être annulé.")
    if file.state != "rejected" and file.returns:
        raise Refusal(f"{message_id} : la banque a déjà rendu {file.returns} prélèvements ; ce fichier a été envoyé.")


def hand_in(ledger: Ledger, message_id: str, actor: str) -> None:
    """Records that a file was given to the bank; raises `Refusal` when it is not waiting for that."""
    with ledger.write(actor, "remise à la banque", message_id) as cursor:
        file = queries.first(cursor, "debits/file_state", _State, message_id=message_id)
        if not file or file.state != "written":
            raise Refusal(f"{message_id} : aucun fichier de ce nom n'attend d'être remis à la banque.")
        queries.run(cursor, "debits/hand_in_file", message_id=message_id, at=clock.now(), actor=actor)
