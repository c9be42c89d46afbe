"""The bases de liquidation of a family: how each amount was worked out, and what was billed against it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import groupby

import duckdb

from rattrapage import months, queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.letters import contact as letter_contact
from rattrapage.letters.contact import Contact

CHAIN = (
    "billing/bases/narrow",
    "reconcile/10_periods",
    "billing/bases/each_day",
    "reconcile/30_usage",
    "reconcile/40_priced",
    "reconcile/45_flat_fees",
    "reconcile/60_billed",
)


def of(ledger: Ledger, family_id: str, on: dt.date, contact: Contact | None = None) -> dict:
    """What `letters.bases_de_liquidation` prints for a family, over the whole reconciled period.

    Keys: on, contact, family (row of `families`), first, last, run, output_hash, months [{month, used (rows of
    `queries/bases/used`), billed (of `queries/bases/billed`), expected, billed_amount, is_unpriced}], applied (rows of
    `queries/bases/applied`), euros. Computed by the rules of `queries/reconcile`, on the facts of now.
    Raises `Refusal` when there is no such family or nothing was reconciled.
    """
    run, family = _run(ledger), _family(ledger, family_id)
    cursor = ledger.cursor()
    _compute(cursor, family_id, run["first_month"], run["last_month"])
    used = queries.rows(cursor, "billing/bases/used", family=family_id)
    billed = queries.rows(cursor, "billing/bases/billed")
    return {
        "on": on,
        "contact": contact or letter_contact.read(),
        "family": family,
        "first": run["first_month"],
        "last": run["last_month"],
        "run": run["run"],
        "output_hash": run["output_hash"],
        "months": _by_month(used, billed),
        "applied": queries.rows(cursor, "billing/bases/applied", family=family_id),
    }


def _compute(cursor: duckdb.DuckDBPyConnection, family_id: str, first_month: str, last_month: str) -> None:
    """Runs the project's own chain on one family's facts; in one transaction, so that no import comes in between."""
    values = {
        "family": family_id,
        "first_month": first_month,
        "last_month": last_month,
        "first": months.first_day(first_month),
        "after": months.day_after(last_month),
        "with_catch_up": True,
    }
    cursor.begin()
    for name in CHAIN:
        queries.run(cursor, name, **values)
    cursor.commit()


def _run(ledger: Ledger) -> dict:
    found = queries.rows(ledger.cursor(), "billing/bases/run")
    if not found:
        raise Refusal(f"{ledger.path} : aucun calcul ; lancez d'abord « reconcile ».")
    return found[0]


def _family(ledger: Ledger, family_id: str) -> dict:
    found = queries.rows(ledger.cursor(), "billing/bases/family", family=family_id)
    if not found:
        raise Refusal(f"Aucune famille n° {family_id} ; vérifiez le numéro.")
    return found[0]


def _by_month(used: list[dict], billed: list[dict]) -> list[dict]:
    def split(rows: list[dict]) -> dict[str, list[dict]]:
        return {month: list(group) for month, group in groupby(rows, key=lambda row: row["month"])}

    usage, lines = split(used), split(billed)
    return [_month(month, usage.get(month, []), lines.get(month, [])) for month in sorted(usage.keys() | lines.keys())]


def _month(month: str, used: list[dict], billed: list[dict]) -> dict:
    return {
        "month": month,
        "used": used,
        "billed": billed,
        "expected": sum((row["amount"] or 0 for row in used), Decimal(0)),
        "billed_amount": sum((-row["amount"] if row["is_credit"] else row["amount"] for row in billed), Decimal(0)),
        "is_unpriced": any(row["unit_price"] is None for row in used),
    }
