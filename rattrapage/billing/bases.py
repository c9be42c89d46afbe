"""The bases de liquidation of a family: how each amount was worked out, and what was billed against it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

import duckdb

from rattrapage import queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.letters import contact as letter_contact
from rattrapage.letters.contact import Contact
from rattrapage.letters.shapes.bases import Bases, BasesFamily, BasesLine, BasesMonth, BasesRate, BasesUse
from rattrapage.reconcile import chain

PRICED = ("30_usage", "40_priced", "45_flat_fees", "60_billed")
"""The steps of the reconciliation that follow the periods of validity, once every day counts by itself."""
ZERO = Decimal(0)


class LatestRun(NamedTuple):
    """The latest run, and the first and last month ever reconciled."""

    run: int
    output_hash: str
    first_month: str
    last_month: str


def of(ledger: Ledger, family_id: str, on: dt.date, contact: Contact | None = None) -> Bases:
    """Gives what `printing.bases_de_liquidation` prints for a family, over the whole reconciled period.

    Computed by the rules of `queries/reconcile`, on the facts of now. Raises `Refusal` when there is no such family or
    nothing was reconciled.
    """
    latest, family = _run(ledger), _family(ledger, family_id)
    cursor = ledger.cursor()
    _compute(cursor, family_id, latest)
    used = queries.records(cursor, "billing/bases/used", BasesUse, family=family_id)
    billed = queries.records(cursor, "billing/bases/billed", BasesLine)
    return {
        "on": on,
        "contact": contact or letter_contact.read(),
        "family": family,
        "first": latest.first_month,
        "last": latest.last_month,
        "run": latest.run,
        "output_hash": latest.output_hash,
        "months": _by_month(used, billed),
        "applied": queries.records(cursor, "billing/bases/applied", BasesRate, family=family_id),
    }


def _compute(cursor: duckdb.DuckDBPyConnection, family_id: str, latest: LatestRun) -> None:
    """Runs the project's own chain on one family's facts; in one transaction, so that no import comes in between."""
    period = (latest.first_month, latest.last_month)
    cursor.begin()
    queries.run(cursor, "billing/bases/narrow", family=family_id)
    chain.run_steps(cursor, ("10_periods",), *period)
    queries.run(cursor, "billing/bases/each_day")
    chain.run_steps(cursor, PRICED, *period)
    cursor.commit()


def _run(ledger: Ledger) -> LatestRun:
    latest = queries.first(ledger.cursor(), "billing/bases/run", LatestRun)
    if latest is None:
        raise Refusal(f"{ledger.path} : aucun calcul ; lancez d'abord « reconcile ».")
    return latest


def _family(ledger: Ledger, family_id: str) -> BasesFamily:
    families = queries.records(ledger.cursor(), "billing/bases/family", BasesFamily, family=family_id)
    if not families:
        raise Refusal(f"Aucune famille n° {family_id} ; vérifiez le numéro.")
    return families[0]


def _by_month(used: list[BasesUse], billed: list[BasesLine]) -> list[BasesMonth]:
    months = {row["month"] for row in used} | {row["month"] for row in billed}
    return [
        _month(month, [row for row in used if row["month"] == month], [row for row in billed if row["month"] == month])
        for month in sorted(months)
    ]


def _month(month: str, used: list[BasesUse], billed: list[BasesLine]) -> BasesMonth:
    return {
        "month": month,
        "used": used,
        "billed": billed,
        "expected": sum((row["amount"] or ZERO for row in used), ZERO),
        "billed_amount": sum((-row["amount"] if row["is_credit"] else row["amount"] for row in billed), ZERO),
        "is_unpriced": any(row["unit_price"] is None for row in used),
    }
