"""A family's evidence against a row-level aggregate of the whole city, as ratios of one run.

    python -m tests.bench.evidence [--db LEDGER | --families 13000] [--rounds 20]

Aim: at most 0.15 times. Two aggregates of all rows are shown: what the evidence itself holds, for every family (a row
a child, service, day and status), and only the sums by family, month, service and status.
"""

import argparse
import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rattrapage import sample
from rattrapage.billing import bases
from rattrapage.imports.loading import load
from rattrapage.ledger import Ledger
from rattrapage.progress import finish
from rattrapage.reconcile import chain

AGGREGATES = {
    "days": """
        create or replace temp table aggregated as
        select k.family_id, a.child_id, a.service, a.date, a.status, sum(a.quantity) as quantity
        from attendance a
        join children k on a.child_id = k.child_id
        group by all
    """,
    "months": """
        create or replace temp table aggregated as
        select k.family_id, a.service, date_trunc('month', a.date) as month, a.status, sum(a.quantity) as quantity
        from attendance a
        join children k on a.child_id = k.child_id
        group by all
    """,
}


def city(book: Ledger, folder: Path, families: int) -> None:
    """A sample city in the ledger, reconciled."""
    sample.write(folder, families=families)
    finish(load(book, [folder]))
    finish(chain.run(book, "2023-09", "2024-01"))


def took(work: Callable[[], object]) -> float:
    """Seconds on the wall."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure(book: Ledger, rounds: int) -> None:
    """Prints the medians of several families and of several aggregates."""
    sql = "select distinct family_id from cells order by hash(family_id) limit ?"
    families = [row[0] for row in book.cursor().execute(sql, [rounds]).fetchall()]
    cursor = book.cursor()
    evidence = statistics.median(
        took(lambda family=family: bases.of(book, family, dt.date.today())) for family in families
    )
    print(f"evidence of a family: {evidence * 1000:.0f} ms (median of {len(families)})")
    for name, sql in AGGREGATES.items():
        aggregate = statistics.median(took(lambda sql=sql: cursor.execute(sql)) for _ in range(5))
        print(f"  {evidence / aggregate:.3f} times the aggregate by {name} ({aggregate * 1000:.0f} ms)")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", type=Path, help="a ledger already reconciled; else one is made")
    parser.add_argument("--families", type=int, default=13_000)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="rattrapage-bench-") as name,
        Ledger(options.db or Path(name) / "bench.duckdb") as book,
    ):
        if options.db is None:
            city(book, Path(name) / "in", options.families)
        measure(book, options.rounds)


if __name__ == "__main__":
    main()
