"""Import and reconciliation against a bare SQL script that only computes R1 to R8, as ratios of one run.

    python -m tests.bench.usage [--families 13000] [--rounds 3] [--growth]

Aims: import + reconcile at most 2.5 times the bare script (3 at the very most), peak at most 1 GiB, a corrected month
sent again at most 0.6 times a first import, growth no worse than linear, the same with a memory limit of 512 MB.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.timing import COMMAND, Cost, least, run

BARE = [sys.executable, str(Path(__file__).with_name("bare.py"))]
PERIOD = ["reconcile", "--from", "2023-09", "--to", "2024-01", "--out"]


def city(folder: Path, families: int) -> Path:
    """A sample city of that size."""
    run(*COMMAND, "sample", "--out", str(folder / f"city-{families}"), "--families", str(families))
    return folder / f"city-{families}"


def whole(data: Path, folder: Path, **environment: str) -> tuple[Cost, Cost]:
    """Import and reconciliation into a fresh ledger."""
    book = folder / "bench.duckdb"
    book.unlink(missing_ok=True)
    db = [*COMMAND, "--db", str(book)]
    return run(*db, "import", str(data), **environment), run(*db, *PERIOD, str(folder / "out"), **environment)


def corrected_month(data: Path, folder: Path) -> Path:
    """The attendance of one month, one row in fifty corrected."""
    lines = (data / "attendance.csv").read_text(encoding="utf-8").splitlines()
    month = [line for line in lines[1:] if ",2023-11-" in line]
    month[::50] = [line.replace(",present,", ",absent_excused,") for line in month[::50]]
    target = folder / "month" / "attendance.csv"
    target.parent.mkdir(exist_ok=True)
    target.write_text("\n".join([lines[0], *month]) + "\n", encoding="utf-8")
    return target


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--families", type=int, default=13_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", action="store_true", help="also 1,300 and 65,000 families")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rattrapage-bench-") as name:
        folder = Path(name)
        data = city(folder, options.families)
        rounds = [(run(*BARE, str(data)), *whole(data, folder)) for _ in range(options.rounds)]
        bare, loaded, reconciled = (least(list(costs)) for costs in zip(*rounds, strict=True))
        print(f"{options.families} families\n  bare SQL    {bare}\n  import      {loaded}\n  reconcile   {reconciled}")
        print(f"  import + reconcile = {(loaded + reconciled).over(bare)} times the bare script")
        month = run(*COMMAND, "--db", str(folder / "bench.duckdb"), "import", str(corrected_month(data, folder)))
        print(f"  a corrected month sent again {month}: {month.over(loaded)} times the import")
        small = whole(data, folder, RATTRAPAGE_MEMORY="512MB")
        print(f"  with memory_limit 512MB: {(small[0] + small[1]).over(loaded + reconciled)} times, {sum_of(small)}")
        if options.growth:
            growth(folder, loaded + reconciled, options.families)


def growth(folder: Path, cost: Cost, families: int) -> None:
    """A tenth and five times the city, against what linear growth would cost."""
    for size in (families // 10, families * 5):
        found = sum_of(whole(city(folder, size), folder))
        share = Cost(cost.wall * size / families, cost.cpu * size / families, cost.peak)
        print(f"  {size} families: {found}: {found.over(share)} times what linear growth from {families} gives")


def sum_of(costs: tuple[Cost, Cost]) -> Cost:
    return costs[0] + costs[1]


if __name__ == "__main__":
    main()
