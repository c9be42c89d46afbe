"""Waivers: what the council voted to give up, recorded with its reference and taken from what is to collect (R11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rattrapage import months, queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.requests.desk import check_family


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
        raise Refusal("Une remise demande la référence du vote : le conseil remet, l'outil enregistre.")
    if not by.strip() or not why.strip():
        raise Refusal("Dites qui et pourquoi.")
    if month is not None:
        months.check(month)
    details = {"amount": amount, "month": month, "reference": reference, "by": by, "why": why}
    with ledger.write(actor or by, "remise", family_id, details) as cursor:
        check_family(cursor, family_id)
        (waiver_id,) = cursor.execute("select coalesce(max(waiver_id), 0) + 1 from waivers").fetchone()
        cursor.execute(
            "insert into waivers values (?, ?, ?, ?, ?, ?, ?, ?)",
            [waiver_id, family_id, month, amount, reference, by, why, dt.datetime.now()],
        )
        details["waiver_id"] = waiver_id
    return waiver_id


@dataclass(frozen=True)
class Effect:
    """What a waiver would do, in euros: `due`, what the family still owes of the months it used; `due_of_month`, of the
    month the waiver names; `taken`, what the waiver takes of its claims; `paid`, what the family paid of its plans."""

    due: Decimal
    due_of_month: Decimal
    taken: Decimal
    paid: Decimal

    @property
    def overpaid(self) -> Decimal:
        """What the waiver takes of claims that are paid already, in euros."""
        return max(self.taken - self.due, Decimal(0))


def effect(ledger: Ledger, family_id: str, amount: Decimal, month: str | None = None) -> Effect | None:
    """What a waiver of euros would take, by the claims that the next plan is made from (R11); nothing is recorded.

    None while no run covers all the months ever reconciled: the claims are not known.
    """
    cursor = ledger.cursor()
    *_, run, _ = queries.run(cursor, "plans/base_run").fetchone()
    if run is None:
        return None
    claims = queries.run(cursor, "requests/claims", run=run, family=family_id).fetchall()
    voted = cursor.execute("select month, amount from waivers where family_id = ?", [family_id]).fetchall()
    before, after = _owed(claims, voted), _owed(claims, [*voted, (month, amount)])
    (paid,) = queries.run(cursor, "requests/paid", family=family_id).fetchone()
    left = sum(before.values(), Decimal(0))
    taken = left - sum(after.values(), Decimal(0))
    return Effect(max(left - paid, Decimal(0)), before.get(month, Decimal(0)), taken, paid)


def _owed(claims: Iterable[tuple[str, Decimal]], voted: Iterable[tuple[str | None, Decimal]]) -> dict[str, Decimal]:
    """What each month leaves: waivers that name it first, then the others from the oldest month on (R11)."""
    pools: dict[str | None, Decimal] = {}
    for month, amount in voted:
        pools[month] = pools.get(month, Decimal(0)) + amount
    owed = {}
    for month, claimed in claims:
        left = claimed - min(claimed, pools.get(month, Decimal(0)))
        more = min(left, pools.get(None, Decimal(0)))
        pools[None] = pools.get(None, Decimal(0)) - more
        owed[month] = left - more
    return owed
