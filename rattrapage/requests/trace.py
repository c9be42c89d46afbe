"""What the journal keeps of a request's step: who, why, when, before and after, the terms, the instalments it moves."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple

import duckdb

from rattrapage import clock, queries
from rattrapage.requests.terms import Step

TERMS = ("strategy", "first_due", "max_instalments", "min_instalment", "cap", "method")


class Recorded(NamedTuple):
    """A request as recorded so far: its state, its kind, and the terms of all its steps (None: not named)."""

    state: str
    kind: str
    strategy: str | None
    first_due: dt.date | None
    max_instalments: int | None
    min_instalment: Decimal | None
    cap: Decimal | None
    method: str | None


class Moved(NamedTuple):
    """An instalment that a request holds or frees."""

    instalment_id: str


def recorded(cursor: duckdb.DuckDBPyConnection, request_id: int) -> Recorded | None:
    """Gives a request as recorded so far; None for a new one."""
    return queries.first(cursor, "requests/recorded", Recorded, request_id=request_id)


def of(step: Step) -> dict[str, Any]:
    """Gives the step as its author says it; a step without a day is of today."""
    day = step.decided_on or clock.today()
    return {"state": step.state, "by": step.by, "why": step.why, "reference": step.reference, "on": day}


def before(cursor: duckdb.DuckDBPyConnection, request_id: int) -> dict[str, Any]:
    """Gives the request and the state it leaves; None for a new one."""
    request = recorded(cursor, request_id)
    return {"request_id": request_id, "state_before": request.state if request else None}


def after(
    cursor: duckdb.DuckDBPyConnection, request_id: int, family_id: str, held_before: list[str], released: list[str]
) -> dict[str, Any]:
    """Gives the terms of the request, those of earlier steps included, and the instalments that the step moves.

    Of these: `held` from now on, `resumed` (may be debited again), `released` (taken back, to be planned anew).
    """
    held_now = held(cursor, family_id)
    moved = {
        "held": [name for name in held_now if name not in held_before],
        "resumed": [name for name in held_before if name not in (*held_now, *released)],
        "released": released,
    }
    return _terms(cursor, request_id) | {kind: names for kind, names in moved.items() if names}


def held(cursor: duckdb.DuckDBPyConnection, family_id: str) -> list[str]:
    """Gives the family's instalments whose debit an open request keeps waiting (R13, `on_hold`)."""
    return [row.instalment_id for row in queries.all(cursor, "requests/held", Moved, family=family_id)]


def _terms(cursor: duckdb.DuckDBPyConnection, request_id: int) -> dict[str, Any]:
    request = recorded(cursor, request_id)
    return {name: value for name in TERMS if (value := getattr(request, name)) is not None}
