"""Simulation: what a policy would do to real families, before anything is written."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

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
    """What `plans.propose` would propose by this policy, on what is allocated and announced now; writes nothing.

    Raises `Refusal` when the whole period was never reconciled.
    """
    cursor = ledger.cursor()
    *_, run, is_old = proposals.base_run(cursor)
    if run is None:
        raise Refusal("Aucun calcul de tous les mois à rattraper ; lancez le calcul depuis la page des imports.")
    found = list(positions.outcomes(positions.read(cursor, policy, run), policy))
    bills = {family: (cents, method) for family, cents, method in _bills(cursor, run)}
    return Simulation(
        families=sum(bool(o.amounts) for o in found),
        instalments=sum(len(o.amounts) for o in found),
        carried_over=sum(bool(o.carried_over) for o in found),
        to_review=sum(bool(o.over_cap) for o in found),
        heavy=sum((_share(o, bills.get(o.position.family_id, (0, ""))[0]) or 0) > HEAVY for o in found),
        strip=_strip(cursor, found),
        loads=_loads(found, bills),
        cases=_cases(cursor, found, bills),
        run=run,
        is_old=is_old,
    )


def policy_in_force(ledger: Ledger) -> Policy | None:
    """The policy of the plans as they stand, to show what another one would change; None before any plan."""
    found = queries.rows(ledger.cursor(), "plans/policy_in_force")
    return Policy(**found[0]) if found else None


def _bills(cursor: duckdb.DuckDBPyConnection, run: int) -> list[tuple[str, int, str]]:
    return queries.run(cursor, "plans/usual_bills", run=run).fetchall()


def _share(outcome: Outcome, usual: int) -> int | None:
    return max(outcome.amounts) * 100 // usual if outcome.amounts and usual else None


def _strip(cursor: duckdb.DuckDBPyConnection, found: Sequence[Outcome]) -> Strip:
    (claimed,) = queries.rows(cursor, "plans/claimed")
    carried, over = sum(o.carried_over for o in found), sum(o.over_cap for o in found)
    kept = sum(o.position.kept - o.surplus for o in found)
    return Strip(
        **claimed,
        scheduled=_euros(kept + sum(sum(o.amounts) for o in found)),
        carried_over=_euros(carried),
        over_cap=_euros(over),
        excess=_euros(sum(o.excess for o in found)),
    )


def _euros(cents: int) -> Decimal:
    return cents * CENT


def _loads(found: Sequence[Outcome], bills: dict[str, tuple[int, str]]) -> list[Load]:
    sums: Counter = Counter()
    for outcome in found:
        method = bills.get(outcome.position.family_id, (0, "online"))[1]
        for due_on, cents in zip(outcome.due_dates, outcome.amounts, strict=True):
            sums[due_on.year, due_on.month, method] += cents
    return [Load(f"{year}-{month:02}", method, _euros(cents)) for (year, month, method), cents in sorted(sums.items())]


def _cases(cursor: duckdb.DuckDBPyConnection, found: Sequence[Outcome], bills: dict) -> list[Case]:
    by_family = {o.position.family_id: o for o in found}
    rows = queries.rows(cursor, "plans/cases")
    cases = [_case(row, by_family[row["family_id"]], bills.get(row["family_id"], (0, ""))[0]) for row in rows]
    return sorted(cases, key=lambda case: -(case.share or 0))


def _case(row: dict, outcome: Outcome, usual: int) -> Case:
    parts = [(d, _euros(c)) for d, c in zip(outcome.due_dates, outcome.amounts, strict=True)]
    state = "carried_over" if outcome.carried_over else "to_review" if outcome.over_cap else "proposed"
    return Case(**row, instalments=parts, state=state, usual=_euros(usual), share=_share(outcome, usual))
