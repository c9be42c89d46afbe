"""What the journal keeps of a request's step: who, why, when, before and after, the terms, the instalments it moves."""

from __future__ import annotations

import datetime as dt

import duckdb

from rattrapage import queries
from rattrapage.requests.terms import Step

TERMS = ("strategy", "first_due", "max_instalments", "min_instalment", "cap", "method")


def of(step: Step) -> dict:
    """The step as it is said; its day is today's when nobody named another."""
    day = step.decided_on or dt.date.today()
    return {"state": step.state, "by": step.by, "why": step.why, "reference": step.reference, "on": day}


def before(cursor: duckdb.DuckDBPyConnection, request_id: int) -> dict:
    """The request and the state it leaves; None for a new one."""
    found = cursor.execute("select state from request_states where request_id = ?", [request_id]).fetchone()
    return {"request_id": request_id, "state_before": found[0] if found else None}


def after(
    cursor: duckdb.DuckDBPyConnection, request_id: int, family_id: str, held_before: list[str], released: list[str]
) -> dict:
    """The terms of the request, those of earlier steps included, and the instalments that the step moves.

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
    """The family's instalments whose debit an open request keeps waiting (R13, `on_hold`)."""
    return [name for (name,) in queries.run(cursor, "requests/held", family=family_id).fetchall()]


def _terms(cursor: duckdb.DuckDBPyConnection, request_id: int) -> dict:
    sql = f"select {', '.join(TERMS)} from request_states where request_id = ?"
    row = cursor.execute(sql, [request_id]).fetchone()
    return {name: value for name, value in zip(TERMS, row, strict=True) if value is not None}
