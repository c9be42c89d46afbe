"""Waivers: what the council voted to give up, recorded with its reference and taken from what is to collect (R11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import duckdb

from rattrapage import clock, months, queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.plans import proposals
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

    Raises `Refusal`, nothing changed, for an unknown family, no amount, a vote without reference, author or reason, or
    the same waiver (family, month, amount, reference) a second time, with the number of the first.
    """
    if amount <= 0:
        raise Refusal("Une remise est d'au moins 0,01 €.")
    if not reference.strip():
        raise Refusal("Une remise demande la référence du vote : le conseil remet, l'outil enregistre.")
    if not by.strip() or not why.strip():
        raise Refusal("Dites qui et pourquoi.")
    if month is not None:
        months.check(month)
    details: dict[str, object] = {"amount": amount, "month": month, "reference": reference, "by": by, "why": why}
    with ledger.write(actor or by, "remise", family_id, details) as cursor:
        check_family(cursor, family_id)
        _check_new(cursor, family_id, month, amount, reference)
        values = details | {"family": family_id, "now": clock.now()}
        waiver_id = queries.value(cursor, "requests/keep_waiver", int, **values)
        details["waiver_id"] = waiver_id
    return waiver_id


class _Same(NamedTuple):
    waiver_id: int


def _check_new(
    cursor: duckdb.DuckDBPyConnection, family_id: str, month: str | None, amount: Decimal, reference: str
) -> None:
    values = {"family": family_id, "month": month, "amount": amount, "reference": reference}
    same = queries.first(cursor, "requests/same_waiver", _Same, **values)
    if same:
        raise Refusal(
            f"Famille {family_id} : cette remise est déjà enregistrée, sous le n° {same.waiver_id} "
            "(mêmes mois, montant et référence)."
        )


class Claim(NamedTuple):
    """What a run asks of a family for a month, before waivers; euros."""

    month: str
    to_collect: Decimal


class Vote(NamedTuple):
    """A waiver of euros, of a month or (None) of the oldest ones."""

    month: str | None
    amount: Decimal


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
    """Gives what a waiver of euros would take, by the claims of the next plan (R11); records nothing.

    None while no run covers all the months ever reconciled: the claims are not known.
    """
    cursor = ledger.cursor()
    run = proposals.base_run(cursor).run
    if run is None:
        return None
    claims = queries.all(cursor, "requests/claims", Claim, run=run, family=family_id)
    votes = queries.all(cursor, "requests/waivers", Vote, family=family_id)
    before, after = _owed(claims, votes), _owed(claims, [*votes, Vote(month, amount)])
    paid = queries.value(cursor, "requests/paid", Decimal, family=family_id)
    left = sum(before.values(), Decimal(0))
    due_of_month = Decimal(0) if month is None else before.get(month, Decimal(0))
    return Effect(max(left - paid, Decimal(0)), due_of_month, left - sum(after.values(), Decimal(0)), paid)


def _owed(claims: Iterable[Claim], votes: Iterable[Vote]) -> dict[str, Decimal]:
    """What each month leaves: waivers that name it first, then the others from the oldest month on (R11)."""
    pools: dict[str | None, Decimal] = {}
    for vote in votes:
        pools[vote.month] = pools.get(vote.month, Decimal(0)) + vote.amount
    owed = {}
    for claim in claims:
        left = claim.to_collect - min(claim.to_collect, pools.get(claim.month, Decimal(0)))
        more = min(left, pools.get(None, Decimal(0)))
        pools[None] = pools.get(None, Decimal(0)) - more
        owed[claim.month] = left - more
    return owed
