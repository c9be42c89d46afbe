"""Debit files once written: listed, shown again, handed in to the bank, voided (R13)."""

from __future__ import annotations

import datetime as dt
import zlib
from pathlib import Path

import duckdb
import pyarrow as pa

from rattrapage import queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.payments import allocations


def place(ledger: Ledger) -> Path:
    """Where a file made by the app stands: beside the ledger, under a name that no other file has.

    Example: `ville.duckdb` keeps them in `ville.prelevements`.
    """
    return ledger.path.absolute().with_suffix(".prelevements") / f"{dt.datetime.now():%Y%m%d-%H%M%S-%f}.xml"


def listed(ledger: Ledger) -> pa.Table:
    """Lists the files, the latest first: message_id, created_on, debits, amount (euros), state, returned, …"""
    return queries.arrow(ledger.cursor(), "debits/files")


def content(ledger: Ledger, message_id: str) -> bytes:
    """The bytes of a debit file as it was written, for a download; raises `Refusal` when there is no such file."""
    sql = "select content from debit_files where message_id = ?"
    found = ledger.cursor().execute(sql, [message_id]).fetchone()
    if not found:
        raise Refusal(f"Aucun fichier de prélèvement {message_id} ; voyez la liste des fichiers produits.")
    return zlib.decompress(found[0])


def void(ledger: Ledger, message_id: str, actor: str, reason: str = "") -> int:
    """Frees the instalments of a file never sent, or refused whole; returns how many are due again on their date.

    Raises `Refusal` when there is no such file, when it is void already, was handed in, or has a return (R13).
    """
    details = {"reason": reason}
    with ledger.write(actor, "annulation de fichier", message_id, details) as cursor:
        _check_can_void(cursor, message_id)
        cursor.execute(
            "update debit_files set state = 'voided', voided_at = ?, voided_by = ?, void_reason = ? "
            "where message_id = ?",
            [dt.datetime.now(), actor, reason, message_id],
        )
        (details["freed"],) = queries.run(cursor, "debits/freed", message_id=message_id).fetchone()
        allocations.place(cursor)
    return details["freed"]


def _check_can_void(cursor: duckdb.DuckDBPyConnection, message_id: str) -> None:
    found = queries.rows(cursor, "debits/file_state", message_id=message_id)
    if not found:
        raise Refusal(f"Aucun fichier de prélèvement {message_id} ; voyez la liste des fichiers produits.")
    (file,) = found
    if file["state"] == "voided":
        raise Refusal(f"{message_id} : ce fichier est déjà annulé.")
    if file["state"] == "handed_in":
        raise Refusal(f"{message_id} : ce fichier a été remis à la banque ; il ne peut plus être annulé.")
    if file["state"] != "rejected" and file["returns"]:
        raise Refusal(
            f"{message_id} : la banque a déjà rendu {file['returns']} prélèvements ; ce fichier a été envoyé."
        )


def hand_in(ledger: Ledger, message_id: str, actor: str) -> None:
    """Records that a file was given to the bank; raises `Refusal` when it is not waiting for that."""
    with ledger.write(actor, "remise à la banque", message_id) as cursor:
        found = queries.rows(cursor, "debits/file_state", message_id=message_id)
        if not found or found[0]["state"] != "written":
            raise Refusal(f"{message_id} : aucun fichier de ce nom n'attend d'être remis à la banque.")
        cursor.execute(
            "update debit_files set state = 'handed_in', handed_in_at = ?, handed_in_by = ? where message_id = ?",
            [dt.datetime.now(), actor, message_id],
        )
