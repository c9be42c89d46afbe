"""The catch-up documents: invoices and credit notes that make every comparable cell right once imported (R14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import duckdb

from rattrapage import amounts, export, queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.progress import Step
from rattrapage.reconcile import chain

STEPS = ("10_differences", "20_claim_lines", "30_bases", "40_claim_documents")


@dataclass(frozen=True)
class Documents:
    """The documents written: counts, euros, and the cells that no document can make right."""

    invoices: int
    credit_notes: int
    amount: Decimal
    credit_amount: Decimal
    unpriced: int
    unknown: int

    @property
    def left(self) -> int:
        """Counts the cells left as they are, because what they should be is unknown."""
        return self.unpriced + self.unknown


class Check(NamedTuple):
    """What the documents would leave wrong: euros, cells with a gap, lines that an import would reject."""

    difference: Decimal
    cells: int
    lines: int


class Period(NamedTuple):
    """The first and last month ever reconciled; None before any run."""

    first_month: str | None
    last_month: str | None


def write(
    ledger: Ledger, issued_on: dt.date, due_on: dt.date, folder: Path, actor: str = "cli"
) -> Generator[Step, None, Documents]:
    """Writes `invoices.csv` and `invoice_lines.csv` for the whole reconciled period, and yields its progress.

    The ledger itself changes only when they are imported. Raises `Refusal`, nothing written, when the dates are out of
    order, nothing was reconciled, the folder cannot be written, or the documents do not add up to the cent.
    """
    if due_on < issued_on:
        raise Refusal(f"L'échéance ({due_on}) vient avant l'émission ({issued_on}) ; échangez les dates.")
    first, last = _period(ledger)
    cursor = ledger.cursor()
    yield from chain.chain(cursor, first, last)
    made = draft(cursor)
    details = vars(made) | {"issued_on": issued_on, "due_on": due_on}
    with ledger.write(actor, "documents de rattrapage", f"{first} à {last}", details, cursor):
        _write_files(cursor, folder, issued_on, due_on)
    return made


def draft(cursor: duckdb.DuckDBPyConnection) -> Documents:
    """Works out the documents on a cursor where the chain has run; raises `Refusal` when they do not add up."""
    for step in STEPS:
        queries.run(cursor, f"billing/documents/{step}")
    check = queries.one(cursor, "billing/documents/check", Check)
    if check.cells or check.lines:
        raise Refusal(
            f"Les documents de rattrapage ne tombent pas juste : {amounts.said(check.difference)} d'écart sur "
            f"{check.cells} cellules, {check.lines} lignes fausses ; rien n'a été écrit."
        )
    (totals,) = queries.rows(cursor, "billing/documents/totals")
    return Documents(**totals)


def _period(ledger: Ledger) -> tuple[str, str]:
    period = queries.one(ledger.cursor(), "billing/documents/period", Period)
    if period.first_month is None or period.last_month is None:
        raise Refusal(f"{ledger.path} : aucun calcul ; lancez d'abord « reconcile » sur les mois à rattraper.")
    return period.first_month, period.last_month


def _write_files(cursor: duckdb.DuckDBPyConnection, folder: Path, issued_on: dt.date, due_on: dt.date) -> None:
    """Both files take their names together, at the end."""
    with (
        export.writing(folder / "invoices.csv") as invoices,
        export.writing(folder / "invoice_lines.csv") as lines,
    ):
        export.copy(
            cursor, queries.text("billing/documents/out_invoices"), invoices, issued_on=issued_on, due_on=due_on
        )
        export.copy(cursor, queries.text("billing/documents/out_invoice_lines"), lines)
