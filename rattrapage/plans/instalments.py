"""Instalments: those that a planning keeps, lowers or closes (R12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import duckdb

from rattrapage import clock, queries
from rattrapage.plans.policy import Policy
from rattrapage.plans.positions import Outcome


def keep(cursor: duckdb.DuckDBPyConnection, outcomes: Sequence[Outcome], planning_id: int, policy: Policy) -> None:
    """Writes where every family stands, the proposed plans and their instalments (the caller's transaction)."""
    queries.run(
        cursor,
        "plans/keep_positions",
        planning_id=planning_id,
        families=[o.position.family_id for o in outcomes],
        carried_over=[o.carried_over for o in outcomes],
        over_cap=[o.over_cap for o in outcomes],
        excess=[o.excess for o in outcomes],
    )
    queries.run(
        cursor,
        "plans/keep_plans",
        planning_id=planning_id,
        notice_days=policy.notice_days,
        prepared_on=policy.prepared_on,
        planned=[o.position.family_id for o in outcomes if o.is_plan],
        **_columns(outcomes),
    )


def _columns(outcomes: Sequence[Outcome]) -> dict[str, list[object]]:
    """The instalments of all outcomes, one list a column: whose, which one, when, how much (cents)."""
    parts = [
        (o.position.family_id, place, due_on, cents)
        for o in outcomes
        for place, (due_on, cents) in enumerate(zip(o.due_dates, o.amounts, strict=True), 1)
    ]
    return {
        "owners": [owner for owner, _, _, _ in parts],
        "places": [place for _, place, _, _ in parts],
        "due_dates": [due_on for _, _, due_on, _ in parts],
        "cents": [cents for _, _, _, cents in parts],
    }


def lower(cursor: duckdb.DuckDBPyConnection, outcomes: Sequence[Outcome], on: dt.date) -> None:
    """Takes back at once what is announced or approved beyond what is to collect (R12, rest < 0)."""
    concerned = [o for o in outcomes if o.position.rest <= 0 and (o.surplus or o.position.open)]
    if concerned:
        queries.run(
            cursor,
            "plans/lower",
            families=[o.position.family_id for o in concerned],
            surplus=[o.surplus for o in concerned],
            on=on,
            now=clock.now(),
        )
