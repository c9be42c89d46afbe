"""A simulated policy against a row-level aggregate of the city's cells, as ratios of one run.

    python -m tests.bench.simulating [--db LEDGER | --families 13000] [--rounds 5]

Prints the median time of each strategy, and of the aggregate: the gaps of all cells by family and month. Aim: under one
second on 13,000 families, whatever the reader moves.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import tempfile
from decimal import Decimal
from pathlib import Path

from rattrapage import sample
from rattrapage.imports.loading import load
from rattrapage.ledger import Ledger
from rattrapage.plans import simulation
from rattrapage.plans.policy import Policy
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.bench.evidence import took

MADE = dt.date(2024, 2, 6)
USUAL = {"first_due": dt.date(2024, 3, 5), "day": 5, "max_instalments": 5, "prepared_on": MADE}
POLICIES = {
    "equal": Policy("equal", **USUAL),
    "mirror": Policy("mirror", **USUAL),
    "capped": Policy("capped", cap=Decimal(60), **USUAL),
}
AGGREGATE = """
    create or replace temp table aggregated as
    select family_id, month, sum(gap) as gap, count(*) as cells from cells group by all
"""


def measure(book: Ledger, rounds: int) -> None:
    """Prints the median of each strategy beside the aggregate's."""
    cursor = book.cursor()
    aggregate = statistics.median(took(lambda: cursor.execute(AGGREGATE)) for _ in range(rounds))
    cells = cursor.execute("select count(*) from cells").fetchone()[0]
    print(f"{cells} cells by family and month: {aggregate * 1000:.0f} ms")
    for name, policy in POLICIES.items():
        simulated = statistics.median(
            took(lambda policy=policy: simulation.simulate(book, policy)) for _ in range(rounds)
        )
        print(f"  {name}: {simulated * 1000:.0f} ms, {simulated / aggregate:.1f} times the aggregate")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", type=Path, help="a ledger already reconciled; else one is made")
    parser.add_argument("--families", type=int, default=13_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="rattrapage-bench-") as name,
        Ledger(options.db or Path(name) / "bench.duckdb") as book,
    ):
        if options.db is None:
            sample.write(Path(name) / "in", families=options.families)
            finish(load(book, [Path(name) / "in"], None))
            finish(chain.run(book, "2023-09", "2024-01"))
        measure(book, options.rounds)


if __name__ == "__main__":
    main()
