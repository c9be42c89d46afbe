"""Approvals: what waits for one, shown before anybody decides, and the decision on exactly that."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.plans import proposals
from rattrapage.plans.proposals import Approved


@dataclass(frozen=True)
class Waiting:
    """The proposed plans that can be approved, their sum (euros), and the families whose plan is out of date."""

    plan_ids: list[int]
    amount: Decimal
    stale: list[str]


def waiting(ledger: Ledger, family: str | None = None) -> Waiting:
    """Gives what `proposals.approve` would approve now, of all families or of one, and what it would leave out."""
    proposed = [plan for plan in proposals.proposed(ledger.cursor()) if family in (None, plan.family_id)]
    good = [plan for plan in proposed if not plan.is_stale]
    amount = sum((plan.amount for plan in good), Decimal("0.00"))
    stale = [plan.family_id for plan in proposed if plan.is_stale]
    return Waiting([plan.plan_id for plan in good], amount, stale)


def approve(ledger: Ledger, seen: Waiting, by: str, on: dt.date, family: str | None = None) -> Approved:
    """Approves the proposed plans, of all families or of one, that `by` has seen.

    Raises `Refusal` when they are no longer these.
    """
    if waiting(ledger, family) != seen:
        raise Refusal("Les plans proposés ont changé entre-temps, aucun n'est approuvé ; relisez-les et recommencez.")
    return proposals.approve(ledger, by, on, None if family is None else [family])
