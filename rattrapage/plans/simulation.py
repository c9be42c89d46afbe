"""Simulation: what a policy would do to real families, before anything is written."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import duckdb

from rattrapage import queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.plans import positions, proposals
from rattrapage.plans.policy import Policy
from rattrapage.plans.positions import Outcome

HEAVY = 150
"""A month is heavy above this share, in percent, of what a usual month costs the family."""
CENT = Decimal("0.01")


class UsualBill(NamedTuple):
    """What a usual month costs a family (cents, 0 unknown), and how it pays."""

    family_id: str
    cents: int
    method: str


class ChosenFamily(NamedTuple):
    """A family that stands for a kind of family, whatever the policy (kinds: `Case`); euros."""

    kind: str
    family_id: str
    payer_name: str
    to_collect: Decimal
    credit: Decimal


@dataclass(frozen=True)
class Strip:
    """claimed − waived − netted = to_collect = scheduled + carried_over + over_cap; euros. `to_review` stands apart."""

    claimed: Decimal
    waived: Decimal
    netted: Decimal
    to_collect: Decimal
    scheduled: Decimal
    carried_over: Decimal
    over_cap: Decimal
    excess: Decimal
    to_review: Decimal


@dataclass(frozen=True)
class Load:
    """What falls due in a month (`2024-03`) by one means of payment; euros."""

    month: str
    method: str
    amount: Decimal


@dataclass(frozen=True)
class Case:
    """One real family: what the policy gives it, its highest instalment against a usual month (percent; None: none).

    `kind`: largest, median, smallest, lowest_quotient, three_children, request_open, no_mandate or credit.
    """

    kind: str
    family_id: str
    payer_name: str
    to_collect: Decimal
    credit: Decimal
    instalments: list[tuple[dt.date, Decimal]]
    state: str
    usual: Decimal
    share: int | None

    @property
    def is_heavy(self) -> bool:
        """Whether some month weighs too much on the family."""
        return self.share is not None and self.share > HEAVY


@dataclass(frozen=True)
class Simulation:
    """The effect of a policy: figures (families but for `instalments`), money, loads by month, cases heaviest first.

    `is_old`: data came since the run that it is made from, so that `plan` would compute it anew.
    """

    families: int
    instalments: int
    carried_over: int
    to_review: int
    heavy: int
    strip: Strip
    loads: list[Load]
    cases: list[Case]
    run: int
    is_old: bool


def simulate(ledger: Ledger, policy: Policy) -> Simulation:
    """Gives what `proposals.propose` would propose by this policy, on what is allocated and announced; writes nothing.

    Raises `Refusal` when the whole period was never reconciled.
    """
    cursor = ledger.cursor()
    base = proposals.base_run(cursor)
    if base.run is None:
        raise Refusal("Aucun calcul de tous les mois à rattraper ; lancez le calcul depuis la page des imports.")
    outcomes = list(positions.outcomes(positions.read(cursor, policy, base.run), policy))
    bills = queries.all(cursor, "plans/usual_bills", UsualBill, run=base.run)
    usual = {bill.family_id: bill.cents for bill in bills}
    return Simulation(
        families=sum(bool(o.amounts) for o in outcomes),
        instalments=sum(len(o.amounts) for o in outcomes),
        carried_over=sum(bool(o.carried_over) for o in outcomes),
        to_review=sum(bool(o.over_cap) for o in outcomes),
        heavy=sum((_share(o, usual.get(o.position.family_id, 0)) or 0) > HEAVY for o in outcomes),
        strip=_strip(cursor, outcomes),
        loads=_loads(outcomes, {bill.family_id: bill.method for bill in bills}),
        cases=_cases(cursor, outcomes, usual),
        run=base.run,
        is_old=base.is_old,
    )


def policy_in_force(ledger: Ledger) -> Policy | None:
    """Gives the policy of the plans as they stand, to show what another one would change; None before any plan."""
    plannings = queries.rows(ledger.cursor(), "plans/policy_in_force")
    return Policy(**plannings[0]) if plannings else None


def _share(outcome: Outcome, usual: int) -> int | None:
    return max(outcome.amounts) * 100 // usual if outcome.amounts and usual else None


def _strip(cursor: duckdb.DuckDBPyConnection, outcomes: Sequence[Outcome]) -> Strip:
    (claimed,) = queries.rows(cursor, "plans/claimed")
    kept = sum(o.position.kept - o.surplus for o in outcomes)
    return Strip(
        **claimed,
        scheduled=_euros(kept + sum(sum(o.amounts) for o in outcomes)),
        carried_over=_euros(sum(o.carried_over for o in outcomes)),
        over_cap=_euros(sum(o.over_cap for o in outcomes)),
        excess=_euros(sum(o.excess for o in outcomes)),
    )


def _euros(cents: int) -> Decimal:
    return cents * CENT


def _loads(outcomes: Sequence[Outcome], methods: dict[str, str]) -> list[Load]:
    sums: Counter[tuple[int, int, str]] = Counter()
    for outcome in outcomes:
        method = methods.get(outcome.position.family_id, "online")
        for due_on, cents in zip(outcome.due_dates, outcome.amounts, strict=True):
            sums[due_on.year, due_on.month, method] += cents
    return [Load(f"{year}-{month:02}", method, _euros(cents)) for (year, month, method), cents in sorted(sums.items())]


def _cases(cursor: duckdb.DuckDBPyConnection, outcomes: Sequence[Outcome], usual: dict[str, int]) -> list[Case]:
    by_family = {o.position.family_id: o for o in outcomes}
    chosen = queries.all(cursor, "plans/cases", ChosenFamily)
    cases = [_case(family, by_family[family.family_id], usual.get(family.family_id, 0)) for family in chosen]
    return sorted(cases, key=lambda case: -(case.share or 0))


def _case(family: ChosenFamily, outcome: Outcome, usual: int) -> Case:
    parts = [(d, _euros(c)) for d, c in zip(outcome.due_dates, outcome.amounts, strict=True)]
    state = "carried_over" if outcome.carried_over else "to_review" if outcome.over_cap else "proposed"
    return Case(*family, instalments=parts, state=state, usual=_euros(usual), share=_share(outcome, usual))
