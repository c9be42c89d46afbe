"""Instalments: those that a planning keeps, lowers or closes (R12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import duckdb

from rattrapage import queries
from rattrapage.plans.policy import Policy
from rattrapage.plans.positions import Outcome


def keep(cursor: duckdb.DuckDBPyConnection, found: Sequence[Outcome], planning_id: int, policy: Policy) -> None:
    """Writes where every family stands, the proposed plans and their instalments (the caller's transaction)."""
    queries.run(
        cursor,
        "plans/keep_positions",
        planning_id=planning_id,
        families=[o.position.family_id for o in found],
        carried_over=[o.carried_over for o in found],
        over_cap=[o.over_cap for o in found],
        excess=[o.excess for o in found],
    )
    queries.run(
        cursor,
        "plans/keep_plans",
        planning_id=planning_id,
        notice_days=policy.notice_days,
        prepared_on=policy.prepared_on,
        planned=[o.position.family_id for o in found if o.is_plan],
        **_columns(found),
    )


def _columns(found: Sequence[Outcome]) -> dict[str, list]:
    """The instalments of all outcomes, one list a column: whose, which one, when, how much (cents)."""
    rows = [
        (o.position.family_id, place, due_on, cents)
        for o in found
        for place, (due_on, cents) in enumerate(zip(o.due_dates, o.amounts, strict=True), 1)
    ]
    owners, places, due_dates, cents = map(list, zip(*rows, strict=True)) if rows else ([], [], [], [])
    return {"owners": owners, "places": places, "due_dates": due_dates, "cents": cents}


def lower(cursor: duckdb.DuckDBPyConnection, found: Sequence[Outcome], on: dt.date) -> None:
    """Takes back at once what is announced or approved beyond what is to collect (R12, rest < 0)."""
    concerned = [o for o in found if o.position.rest <= 0 and (o.surplus or o.position.open)]
    if concerned:
        queries.run(
            cursor,
            "plans/lower",
            families=[o.position.family_id for o in concerned],
            surplus=[o.surplus for o in concerned],
            on=on,
            now=dt.datetime.now(),
        )
