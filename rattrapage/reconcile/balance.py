"""The balance: figures that do not add up to the cent leave neither by a command nor by a page."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import duckdb

from rattrapage import queries
from rattrapage.errors import Refusal

UNBALANCED = "Les montants ne tombent pas juste : les téléchargements sont fermés jusqu'à ce que l'écart soit expliqué."


class _Balance(NamedTuple):
    difference: Decimal


def reason(difference: Decimal) -> str | None:
    """Gives why nothing may be exported (French), None when the difference, in euros, is 0."""
    return UNBALANCED if difference else None


def require(difference: Decimal) -> None:
    """Raises `Refusal` when figures that are about to leave are off by `difference` euros."""
    if why := reason(difference):
        raise Refusal(why)


def check(cursor: duckdb.DuckDBPyConnection, run: int) -> None:
    """Raises `Refusal` when the cells of a run do not add up, or are not the totals that the run recorded."""
    require(queries.one(cursor, "reconcile/runs/balance", _Balance, run=run).difference)
