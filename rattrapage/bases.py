"""The bases de liquidation of a family: how each amount was worked out, and what was billed against it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import groupby

from rattrapage import contacts, months, queries
from rattrapage.contacts import Contact
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger

CHAIN = ("10_periods", "20_changes", "30_usage", "40_priced", "45_flat_fees", "60_billed")


def of(ledger: Ledger, family_id: str, on: dt.date, contact: Contact | None = None) -> dict:
    """What `letters.bases_de_liquidation` prints for a family, over the whole reconciled period.

    Keys: on, contact, family (row of `families`), first, last, run, output_hash, months [{month, used (rows of
    `queries/bases/used`), billed (of `queries/bases/billed`), expected, billed_amount, is_unpriced}], euros.
    Raises `Refusal` when there is no such family or nothing was reconciled.
    """
    run, family = _run(ledger), _family(ledger, family_id)
    cursor = ledger.cursor()
    queries.run(cursor, "bases/narrow", family=family_id)
    period = {"first_month": run["first_month"], "last_month": run["last_month"]}
    days = {"first": months.first_day(run["first_month"]), "after": months.day_after(run["last_month"])}
    for name in CHAIN:
        queries.run(cursor, f"reconcile/{name}", with_catch_up=True, **period, **days)
    used = queries.rows(cursor, "bases/used", family=family_id)
    billed = queries.rows(cursor, "bases/billed")
    return {
        "on": on,
        "contact": contact or contacts.read(),
        "family": family,
        "first": run["first_month"],
        "last": run["last_month"],
        "run": run["run"],
        "output_hash": run["output_hash"],
        "months": _by_month(used, billed),
    }


def _run(ledger: Ledger) -> dict:
    found = queries.rows(ledger.cursor(), "bases/run")
    if not found:
        raise Refusal(f"{ledger.path} : aucun calcul ; lancez d'abord « reconcile ».")
    return found[0]


def _family(ledger: Ledger, family_id: str) -> dict:
    found = queries.rows(ledger.cursor(), "bases/family", family=family_id)
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
