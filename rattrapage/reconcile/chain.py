"""The reconciliation: the chain of queries that compares what was used with what was billed (R1 to R11)."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import NamedTuple

import duckdb

from rattrapage import months, queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.progress import Step, finish
from rattrapage.reconcile import runs
from rattrapage.reconcile.runs import RunResult

LABELS = {
    "10_periods": "Périodes de validité",
    "20_changes": "Changements en cours de mois",
    "30_usage": "Pointages de la période",
    "40_priced": "Payeurs, quotients et tarifs",
    "45_flat_fees": "Forfaits mensuels",
    "50_expected": "Montants dus",
    "60_billed": "Lignes facturées",
    "70_found_cells": "Comparaison",
    "80_duplicates": "Causes : facturé deux fois",
    "81_pairs": "Causes : autre famille, autre mois",
    "82_causes": "Causes : non facturé, sans usage, quantité et prix",
    "85_found_claims": "À recouvrer et à créditer",
    "90_published_cells": "Cellules",
    "91_months_of_families": "Mois des familles",
    "92_totals_of_families": "Familles",
    "93_months_unknown": "Mois inconnus",
    "95_expected_days": "Jours sans pointage",
}
FIRST_BILLED, CLAIMS = "60_billed", "85_found_claims"
"""From the first on, up to the other, a step compares with what was billed: the causes are among them."""


class Span(NamedTuple):
    """The first and the last month, such as `2023-09`; None without data."""

    first: str | None
    last: str | None


def run(ledger: Ledger, first_month: str, last_month: str, actor: str = "cli") -> Generator[Step, None, RunResult]:
    """Recomputes a period (months `2023-09`, both included) and keeps the results as a new run.

    Yields its progress. Raises `Refusal` when the months are none or in the wrong order, or when nothing was imported.
    """
    first_month, last_month = months.check(first_month), months.check(last_month)
    if first_month > last_month:
        raise Refusal(f"Le premier mois ({first_month}) vient après le dernier ({last_month}) ; échangez-les.")
    if not ledger.has_data():
        raise Refusal(f"{ledger.path} : aucune donnée importée ; importez d'abord des fichiers.")
    cursor = ledger.cursor()
    yield from chain(cursor, first_month, last_month)
    return runs.keep(ledger, cursor, first_month, last_month, actor)


def chain(cursor: duckdb.DuckDBPyConnection, first_month: str, last_month: str) -> Generator[Step, None, None]:
    """Runs the chain of `queries/reconcile/` on a cursor; its results are that cursor's temporary tables."""
    period = _period(first_month, last_month)
    steps = _steps(queries.value(cursor, "reconcile/runs/has_catch_up", bool))
    for done, (name, with_catch_up) in enumerate(steps):
        yield Step(done, len(steps), LABELS[name])
        queries.run(cursor, f"reconcile/{name}", with_catch_up=with_catch_up, **period)


def run_steps(cursor: duckdb.DuckDBPyConnection, names: Iterable[str], first_month: str, last_month: str) -> None:
    """Runs some steps of the chain by name, catch-up documents counted, on the facts that the cursor sees.

    For a caller that has put a part of the facts in their place, as temporary tables of the same names.
    """
    for name in names:
        queries.run(cursor, f"reconcile/{name}", with_catch_up=True, **_period(first_month, last_month))


def _period(first_month: str, last_month: str) -> dict[str, object]:
    return {
        "first": months.first_day(first_month),
        "after": months.day_after(last_month),
        "first_month": first_month,
        "last_month": last_month,
    }


def compute(cursor: duckdb.DuckDBPyConnection, first_month: str, last_month: str) -> None:
    """Runs the chain to its end without keeping a run."""
    finish(chain(cursor, first_month, last_month))


def _steps(has_catch_up: bool) -> list[tuple[str, bool]]:
    """The chain: claims are computed as if no catch-up document existed (R11), cells with all documents."""
    names = [name.removeprefix("reconcile/") for name in queries.names("reconcile")]
    before = [(name, False) for name in names if name < FIRST_BILLED]
    billed = [name for name in names if FIRST_BILLED <= name < CLAIMS]
    ordinary = [(name, False) for name in (*billed, CLAIMS)]
    again = [(name, True) for name in billed] if has_catch_up else []
    return before + ordinary + again + [(name, True) for name in names if name > CLAIMS]


def period(ledger: Ledger) -> tuple[str, str] | None:
    """Gives what a page recomputes by default: all months ever reconciled, widened to the data; None without data."""
    span = queries.one(ledger.cursor(), "reconcile/runs/span", Span)
    return (span.first, span.last) if span.first and span.last else None
