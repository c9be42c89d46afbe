"""The runs: what each reconciliation found, kept under its number, written out, compared."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from rattrapage import clock, export, queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.reconcile import balance
from rattrapage.words import CAUSES

RESULTS = {
    "run_cells": "published_cells",
    "run_causes": "found_causes",
    "run_family_months": "months_of_families",
    "run_family_totals": "totals_of_families",
    "run_claims": "found_claims",
    "run_unknown_months": "months_unknown",
    "run_days": "expected_days",
}
FILES = ("cells", "causes", "family_months", "families")


@dataclass(frozen=True)
class RunResult:
    """One run: its number, period, totals in euros, and the hashes of what it read and wrote."""

    run: int
    first_month: str
    last_month: str
    expected: Decimal
    billed: Decimal
    gap: Decimal
    families_unbilled: int
    input_hash: str
    output_hash: str


class Same(NamedTuple):
    """The run under whose number equal results are kept."""

    results_of: int


def keep(ledger: Ledger, cursor: duckdb.DuckDBPyConnection, first: str, last: str, actor: str) -> RunResult:
    """Keeps the chain's temporary tables as a new run; results equal to an earlier run's are not written twice."""
    output_hash = _output_hash(cursor)
    details: dict[str, Any] = {"first_month": first, "last_month": last, "output_hash": output_hash}
    with ledger.write(actor, "calcul", f"{first} à {last}", details, cursor):
        number = queries.value(cursor, "reconcile/runs/next_run", int)
        same = queries.first(
            cursor, "reconcile/runs/same_results", Same, output_hash=output_hash, first=first, last=last
        )
        if same is None:
            _copy_results(cursor, number)
        queries.run(
            cursor,
            "reconcile/runs/keep_run",
            run=number,
            results_of=same.results_of if same else number,
            made_at=clock.now(),
            actor=actor,
            first=first,
            last=last,
            input_hash=input_hash(cursor),
            output_hash=output_hash,
        )
        details["run"] = number
    return get(ledger, number)


def _copy_results(cursor: duckdb.DuckDBPyConnection, number: int) -> None:
    for target, source in RESULTS.items():
        columns = ", ".join(_columns(cursor, target))
        cursor.execute(f"insert into {target} by name select {number} as run, {columns} from {source}")
    queries.run(cursor, "reconcile/runs/sum_schools", run=number)


def _output_hash(cursor: duckdb.DuckDBPyConnection) -> str:
    """The SHA-256 of what was found: for each table its rows' number and the sum of their hashes, in any order."""
    digest = hashlib.sha256()
    for target, source in RESULTS.items():
        columns = ", ".join(_columns(cursor, target))
        found = cursor.execute(f"select count(*), sum(hash({columns})::hugeint) from {source}").fetchone()
        digest.update(f"{target} {found}\n".encode())
    return digest.hexdigest()


def _columns(cursor: duckdb.DuckDBPyConnection, target: str) -> list[str]:
    return [row[0] for row in cursor.execute(f"describe {target}").fetchall() if row[0] != "run"]


def input_hash(cursor: duckdb.DuckDBPyConnection) -> str:
    """The SHA-256 of what the facts are made of: the fingerprints of every file that brought a row, in order."""
    rows = queries.run(cursor, "reconcile/runs/inputs").fetchall()
    return hashlib.sha256("\n".join("\x1f".join(map(str, row)) for row in rows).encode()).hexdigest()


def get(ledger: Ledger, number: int) -> RunResult:
    """One run by number; raises `Refusal` when there is none."""
    found = queries.rows(ledger.cursor(), "reconcile/runs/run", run=number)
    if not found:
        raise Refusal(f"Aucun calcul n° {number} ; voyez la liste des calculs.")
    return RunResult(**found[0])


def unknown(ledger: Ledger, number: int) -> list[dict[str, Any]]:
    """Gives the months that could not be compared, as {service, month, billed}."""
    return queries.rows(ledger.cursor(), "reconcile/runs/run_unknown_months", run=number)


def statuses(ledger: Ledger, number: int) -> dict[str, int]:
    """How many cells of a run have each status."""
    return dict(queries.run(ledger.cursor(), "reconcile/runs/run_statuses", run=number).fetchall())


def write(ledger: Ledger, number: int, folder: Path) -> list[Path]:
    """Writes the four CSV files of a run (rules.md, Files out).

    Raises `Refusal` when the run does not add up, nothing written, or when the folder cannot be written.
    """
    cursor, written = ledger.cursor(), [folder / f"{name}.csv" for name in FILES]
    balance.check(cursor, number)
    for path in written:
        with export.writing(path) as beside:
            order = {"cause_order": list(CAUSES)} if path.stem == "causes" else {}
            export.copy(cursor, queries.text(f"reconcile/runs/out_{path.stem}"), beside, run=number, **order)
    return written


def compare(ledger: Ledger, before: int, after: int) -> list[dict[str, Any]]:
    """Gives what changed between two runs, by cause: {cause, cells, before, after, change} in euros."""
    get(ledger, before), get(ledger, after)
    return queries.rows(
        ledger.cursor(), "reconcile/runs/compare_runs", before=before, after=after, cause_order=list(CAUSES)
    )
