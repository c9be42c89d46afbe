"""Plans of a whole city against a row-level aggregate of its attendance, as ratios of one run.

    python -m tests.bench.planning [--db LEDGER | --families 13000]

Prints the seconds of proposing, of simulating a policy, of approving, and of the money strip of the catch-up pages. A
ledger given with `--db` is copied first: nothing of it changes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import statistics
import tempfile
from pathlib import Path

from rattrapage import queries, sample
from rattrapage.imports.loading import load
from rattrapage.ledger import Ledger
from rattrapage.plans import proposals, simulation
from rattrapage.plans.policy import Policy
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.bench.evidence import AGGREGATES, took

MADE = dt.date(2024, 2, 6)
POLICY = Policy("equal", dt.date(2024, 3, 5), 5, 5, MADE)


def measure(book: Ledger) -> None:
    """Prints each step and its ratio to the aggregate."""
    cursor = book.cursor()
    aggregate = statistics.median(took(lambda: cursor.execute(AGGREGATES["months"])) for _ in range(5))
    steps = {
        "propose": lambda: finish(proposals.propose(book, POLICY)),
        "simulate": lambda: simulation.simulate(book, POLICY),
        "approve": lambda: proposals.approve(book, "bench", MADE),
        "propose again": lambda: finish(proposals.propose(book, POLICY)),
        "strip": lambda: queries.rows(book.cursor(), "pages/shared/catch_up", family=None, run=1),
    }
    print(f"aggregate of attendance by family, month, service, status: {aggregate:.3f} s")
    for name, work in steps.items():
        seconds = took(work)
        print(f"  {name:14} {seconds:6.3f} s, {seconds / aggregate:5.2f} times")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", type=Path, help="a ledger already reconciled; else one is made")
    parser.add_argument("--families", type=int, default=13_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rattrapage-bench-") as name:
        path = Path(name) / "bench.duckdb"
        if options.db:
            shutil.copyfile(options.db, path)
        with Ledger(path) as book:
            if not options.db:
                sample.write(Path(name) / "in", families=options.families)
                finish(load(book, [Path(name) / "in"], None))
                finish(chain.run(book, "2023-09", "2024-01"))
            measure(book)


if __name__ == "__main__":
    main()
