"""The early warning: what closed without being billed, before a family notices."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pyarrow as pa

from rattrapage import queries
from rattrapage.ledger import Ledger
from rattrapage.reconcile import chain

FIELDS = ("service", "month", "expected", "billed", "coverage")


def alerts(
    ledger: Ledger, as_of: dt.date, lag_days: int = 45, min_coverage: Decimal = Decimal(95)
) -> list[dict[str, Any]]:
    """Services and months closed for `lag_days` with a coverage below `min_coverage` percent, on the facts of now.

    Returns {service, month, expected, billed, coverage}: euros, and percent with one decimal. Nothing is kept.
    """
    cursor = ledger.cursor()
    span = chain.period(ledger)
    if span is None:
        return []
    chain.compute(cursor, *span)
    queries.run(cursor, "reconcile/runs/cells")
    found = queries.rows(cursor, "reconcile/runs/watch", as_of=as_of, lag_days=lag_days, min_coverage=min_coverage)
    return [{name: row[name] for name in FIELDS} for row in found]


def of_last_run(ledger: Ledger, as_of: dt.date, lag_days: int, min_coverage: Decimal) -> pa.Table:
    """Gives the same alerts on the figures of the last run, with the columns that a page shows besides.

    Columns: those of `alerts`, label, month_date, share (0 to 1), late and total (euros), closed_for (days).
    """
    values = {"as_of": as_of, "lag_days": lag_days, "min_coverage": min_coverage}
    return queries.arrow(ledger.cursor(), "reconcile/runs/watch", **values)
