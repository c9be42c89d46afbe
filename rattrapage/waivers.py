"""Waivers: what the council voted to give up, recorded with its reference and taken from what is to collect (R11)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from rattrapage import months
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.requests_desk import check_family


def record(
    ledger: Ledger,
    family_id: str,
    amount: Decimal,
    reference: str,
    by: str,
    why: str,
    month: str | None = None,
    actor: str | None = None,
) -> int:
    """Records a waiver of euros, of a month or of the oldest ones; returns its number. The next plan takes it in.

    `actor` is who records it, when that is not who says so (`by`).

    Raises `Refusal`, nothing changed, for an unknown family, no amount, or a vote without reference, author or reason.
    """
    if amount <= 0:
        raise Refusal("Une remise est d'au moins 0,01 €.")
    if not reference.strip():
        raise Refusal("Une remise demande la référence du vote (--reference) : le conseil remet, l'outil enregistre.")
    if not by.strip() or not why.strip():
        raise Refusal("Dites qui (--by) et pourquoi (--why).")
    if month is not None:
        months.check(month)
    details = {"amount": amount, "month": month, "reference": reference}
    with ledger.write(actor or by, "remise", family_id, details) as cursor:
        check_family(cursor, family_id)
        (waiver_id,) = cursor.execute("select coalesce(max(waiver_id), 0) + 1 from waivers").fetchone()
        cursor.execute(
            "insert into waivers values (?, ?, ?, ?, ?, ?, ?, ?)",
            [waiver_id, family_id, month, amount, reference, by, why, dt.datetime.now()],
        )
        details["waiver_id"] = waiver_id
    return waiver_id
