"""The mandate campaign: where each family that pays by direct debit stands, and how much the next date can bring."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import duckdb

from rattrapage import queries
from rattrapage.ledger import Ledger
from rattrapage.mandates import choices, forms


class Reach(NamedTuple):
    """What falls due by direct debit on a date, and how much of it the mandates let us debit; euros."""

    due_on: dt.date
    due: Decimal
    debitable: Decimal


class _Creditor(NamedTuple):
    creditor_number: str


def prepare(cursor: duckdb.DuckDBPyConnection, on: dt.date, creditor_number: str | None) -> None:
    """Fills the temporary table `campaign`: one row a family that pays by direct debit, with its mandate's state.

    Columns: family_id, payer_name, mandate_reference, state (`to_send`, `sent`, `received`, `incomplete`, `valid`,
    `held`), signed_on, reason (why a mandate is asked), replaces. Without `creditor_number`, that of the forms printed
    last.
    """
    if creditor_number is None:
        creditor_number = queries.one(cursor, "mandates/last_creditor", _Creditor).creditor_number
    forms.to_renew(cursor, on, creditor_number)
    forms.fill_register(cursor, on)
    queries.run(cursor, "mandates/campaign")


def reach(ledger: Ledger, on: dt.date) -> Reach | None:
    """Gives what the next due date of instalments can collect; None without instalments.

    Whether plans are approved and announced is left aside.
    """
    cursor = ledger.cursor()
    queries.run(cursor, "mandates/next_debits", on=on)
    choices.choose(cursor, "next_debits", on, allow_legacy=False)
    return queries.first(cursor, "mandates/reach", Reach)


def folder(ledger: Ledger) -> Path:
    """Says where the app keeps the forms, beside the ledger: they outlive the session that printed them.

    Example: `ville.duckdb` keeps the form RTM00000001-1 in `ville.mandats/RTM00000001-1.pdf`.
    """
    return ledger.path.with_suffix(".mandats")


def printed(ledger: Ledger, references: Iterable[str]) -> list[Path]:
    """Lists the forms of these references that stand in the folder, in their order."""
    paths = (folder(ledger) / f"{reference}.pdf" for reference in references)
    return [path for path in paths if path.exists()]


def archive(paths: Iterable[Path]) -> bytes:
    """Packs these forms as one ZIP, for the print shop."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        for path in paths:
            packed.write(path, path.name)
    return file.getvalue()
