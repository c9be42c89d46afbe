"""Letters against the typesetter alone (one empty page each, tagged alike), as a ratio of one run.

    python -m tests.bench.letters [--families 1000]

Prints seconds of processor for a sample city's notices: typesetting an empty page for each, and `notify` whole (who
gets one, what it says, the file, the record).
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
import time
from pathlib import Path

import typst

from rattrapage import sample
from rattrapage.ledger import Ledger
from rattrapage.letters import notices, printing
from rattrapage.plans import proposals
from rattrapage.plans.policy import Policy
from rattrapage.progress import finish
from rattrapage.reconcile import chain
from tests.towns.ledgers import load

MADE = dt.date(2024, 2, 6)


def city(ledger: Ledger, folder: Path, families: int) -> None:
    """A sample city with approved plans that nobody was told of."""
    sample.write(folder / "city", families=families)
    load(ledger, folder / "city")
    finish(chain.run(ledger, "2023-09", "2024-01"))
    finish(proposals.propose(ledger, Policy("equal", dt.date(2024, 3, 5), 5, 5, MADE)))
    proposals.approve(ledger, "bench", MADE)


def empty_pages(folder: Path, count: int) -> float:
    """Seconds of processor for as many documents of one title."""
    page = folder / "empty.typ"
    page.write_text('#set document(title: "x")\n#set text(lang: "fr")\n= #sys.inputs.n\n', encoding="utf-8")
    compiler = typst.Compiler(page, root=folder)
    started = time.process_time()
    for number in range(count):
        compiler.compile(format="pdf", sys_inputs={"n": str(number)}, pdf_standards=["ua-1"], timestamp=0)
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--families", type=int, default=1000)
    families = parser.parse_args().families
    with tempfile.TemporaryDirectory(prefix="rattrapage-bench-") as name, Ledger(Path(name) / "l.duckdb") as ledger:
        city(ledger, Path(name), families)
        wall, processor = time.perf_counter(), time.process_time()
        made = finish(notices.write(ledger, MADE, Path(name) / "letters", printing.notice)).letters
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        alone = empty_pages(Path(name), made)
        print(f"{made} letters: {wall:.1f} s, processor {processor:.1f} s, {made / processor:.0f} a second")
        print(f"  {processor / alone:.1f} times as many empty pages (processor {alone:.1f} s)")


if __name__ == "__main__":
    main()
