"""Positions: where each family stands, and what a policy makes of it, without writing anything (R11, R12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import NamedTuple

import duckdb

from rattrapage import queries
from rattrapage.plans import schedules
from rattrapage.plans.policy import Policy
from rattrapage.sepa import calendar

STEPS = ("10_owed_months", "20_kept_parts", "30_family_positions")
ONE_DAY = dt.timedelta(days=1)


class Position(NamedTuple):
    """A family before it is scheduled; amounts in cents, terms those of the policy unless others were granted."""

    family_id: str
    months: list[int]
    kept: int
    lowerable: int
    open: int
    last_kept: dt.date | None
    last_number: int
    strategy: str
    first_due: dt.date
    max_instalments: int
    min_instalment: int
    cap: int

    @property
    def rest(self) -> int:
        """What is to collect less what is kept; negative when too much was paid, exported or announced."""
        return sum(self.months) - self.kept


class Outcome(NamedTuple):
    """What becomes of a family, in cents: `lowered` is taken off announced instalments, `excess` is to credit."""

    position: Position
    amounts: Sequence[int] = ()
    due_dates: Sequence[dt.date] = ()
    carried_over: int = 0
    over_cap: int = 0
    surplus: int = 0

    @property
    def excess(self) -> int:
        """What paid and exported instalments have too much, once the announced ones are lowered."""
        return max(0, self.surplus - self.position.lowerable)

    @property
    def is_plan(self) -> bool:
        """Whether someone must approve it: instalments, or earlier ones that it takes over."""
        return bool(self.amounts) or (self.position.rest > 0 and self.position.open > 0)


def read(cursor: duckdb.DuckDBPyConnection, policy: Policy, run: int) -> list[Position]:
    """Gives the position of every family concerned, by family; fills the temporary tables of `queries/plans/`."""
    values = asdict(policy) | {"run": run}
    for step in STEPS:
        queries.run(cursor, f"plans/{step}", **values)
    return queries.all(cursor, "plans/positions", Position)


def outcomes(positions: list[Position], policy: Policy) -> Iterator[Outcome]:
    """Gives what the policy makes of each family, in the same order."""
    threshold = int(policy.threshold * 100)
    for position in positions:
        yield outcome(position, policy, threshold)


def outcome(position: Position, policy: Policy, threshold: int) -> Outcome:
    """Gives what the policy makes of one family; the threshold (cents) applies to families that keep nothing."""
    rest = position.rest
    if rest <= 0:
        return Outcome(position, surplus=-rest)
    if not position.kept and rest < threshold:
        return Outcome(position, carried_over=rest)
    amounts = _amounts(position, rest)
    if amounts is None:
        return Outcome(position, over_cap=rest)
    return Outcome(position, amounts, _due_dates(position, policy, len(amounts)))


def _amounts(position: Position, rest: int) -> list[int] | None:
    most = position.max_instalments
    if position.strategy == "equal":
        return schedules.equal(rest, most, position.min_instalment)
    if position.strategy == "mirror":
        return schedules.mirror(position.months, most, position.kept)
    if position.strategy == "capped":
        return schedules.capped(rest, most, position.cap)
    raise LookupError(f"strategy {position.strategy}: no schedule")


def _due_dates(position: Position, policy: Policy, count: int) -> list[dt.date]:
    after_kept = position.last_kept + ONE_DAY if position.last_kept else policy.earliest
    return calendar.monthly(max(position.first_due, policy.earliest, after_kept), policy.day, count)
