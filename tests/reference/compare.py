"""Runs the real program on random cities and says where it differs from the reference.

    python -m tests.reference.compare --seeds 1-50 [--families 60] [--clean] [--keep DIR]

Each city is imported (with its dirt, unless `--clean`), reconciled, sent again in another dialect, corrected;
all is compared after each. The cities stay in `--keep` (default: a folder named in the output).
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from . import cities, dialects, dirt, program, reading, reconcile
from .program import FILES

SHOWN = 6


def differences(found: dict, wanted: dict, title: str) -> list[str]:
    """The first few keys where two mappings differ, in words."""
    wrong = [key for key in sorted(found.keys() | wanted.keys(), key=str) if found.get(key) != wanted.get(key)]
    lines = [f"{title}: {len(wrong)} of {len(wanted)} differ"] if wrong else []
    for key in wrong[:SHOWN]:
        got, want = found.get(key), wanted.get(key)
        if isinstance(got, dict) and isinstance(want, dict):
            columns = [c for c in want if got.get(c) != want[c]]
            got, want = {c: got.get(c) for c in columns}, {c: want[c] for c in columns}
        lines.append(f"  {' '.join(map(str, key)) if isinstance(key, tuple) else key}")
        lines.append(f"    program   {'absent' if got is None else got}")
        lines.append(f"    reference {'absent' if want is None else want}")
    return lines


def import_differences(result: program.Result, state: reading.State, listed: set[tuple]) -> list[str]:
    """Counts, refused files, exit status and the list of rejects."""
    if result.answer is None:
        return [f"import failed with status {result.status}: {result.error}"]
    wanted = {(r.table, r.file, r.line, r.reason) for r in state.rejects}
    may_stay = {(r.table, r.file, r.line, r.reason) for r in state.replaced} - wanted
    status = 3 if state.refused or any(c["rejected"] for c in state.counts.values()) else 0
    counts = {name: counts for name, counts in result.answer["tables"].items() if name in state.counts}
    return [
        *differences({"exit status": result.status}, {"exit status": status}, "import"),
        *differences(counts, state.counts, "import counts"),
        *differences(dict.fromkeys(listed - may_stay, "listed"), dict.fromkeys(wanted, "listed"), "rejects"),
    ]


def reconcile_differences(result: program.Result, out: Path, state: reading.State, period: tuple) -> list[str]:
    """The four files, row by row, the JSON totals, and the reasons behind the first cell that differs."""
    if result.answer is None:
        return [f"reconcile failed with status {result.status}: {result.error}"]
    wanted = reconcile.reconcile(state.ledger, *period)
    lines = []
    for name, key in FILES.items():
        found = program.keyed(program.rows_of(out / f"{name}.csv"), key)
        right = program.keyed(wanted[name], key)
        wrong = differences(found, right, f"{name}.csv")
        if wrong and name == "cells":
            first = next(k for k in sorted(found.keys() | right.keys()) if found.get(k) != right.get(k))
            wrong += evidence(state, first)
        lines += wrong
    totals = summary(wanted, state)
    status = 3 if totals["unknown"] else 0
    found = {"exit status": result.status} | {name: result.answer.get(name) for name in totals}
    return lines + differences(found, {"exit status": status} | totals, "reconcile --json")


def summary(wanted: dict[str, list[dict]], state: reading.State) -> dict[str, object]:
    """What `reconcile --json` must hold."""
    cells, statuses = wanted["cells"], {}
    unknown: dict[tuple, reconcile.Decimal] = {}
    for cell in cells:
        statuses[cell["status"]] = statuses.get(cell["status"], 0) + 1
        if cell["status"] == "unknown":
            key = (cell["service"], cell["month"])
            unknown[key] = unknown.get(key, reconcile.ZERO) + reconcile.Decimal(cell["billed"])
    total = {
        name: reconcile.money(sum((reconcile.Decimal(c[name]) for c in cells), reconcile.ZERO))
        for name in ("expected", "billed", "gap")
    }
    unbilled = {row["family_id"] for row in wanted["family_months"] if row["status"] == "unbilled"}
    listed = [{"service": s, "month": m, "billed": reconcile.money(b)} for (s, m), b in sorted(unknown.items())]
    return total | {"cells": statuses, "families_unbilled": len(unbilled), "unknown": listed}


def evidence(state: reading.State, key: tuple[str, str, str, str]) -> list[str]:
    """The usage and the lines that the reference sees in one cell (of all children where it is merged)."""
    facts = reconcile.Facts(state.ledger)
    family, child, service, month = key
    items = [*reconcile.usages(facts), *reconcile.billed_lines(facts)]
    mine = [i for i in items if (i.family, i.service, i.month) == (family, service, month)]
    shown = [f"    {i}" for i in mine if child in ("", i.child) or i.child == ""]
    return [f"  reference's evidence for {' '.join(key)}:", *shown[:40]]


def check(seed: int, folder: Path, families: int = 60, clean: bool = False) -> list[str]:
    """All differences of one city, in words; stops at the first step that has any."""
    for left in folder.glob("ledger.duckdb*"):
        left.unlink()
    rng = random.Random(seed)
    tables = cities.make(seed, families)
    if not clean:
        tables = dirt.dirty(tables, rng)
    names = list(dialects.DIALECTS)
    state = reading.State()
    steps = [
        ("first", tables, seed),
        ("again", tables, seed + 1),
        ("corrected", dirt.corrections(tables, rng), seed),
    ]
    for step, rows, number in steps:
        sent = dialects.write(rows, folder / step, names[number % len(names)])
        lines = take_and_compare(sent, folder, state, cities.season(seed))
        if lines:
            return [f"seed {seed}, {step} sending ({names[number % len(names)]}), {sent}", *lines]
    return []


def take_and_compare(sent: Path, folder: Path, state: reading.State, period: tuple[str, str]) -> list[str]:
    """Import a folder on both sides and compare, then reconcile on both sides and compare."""
    ledger, out = folder / "ledger.duckdb", folder / "out"
    reading.take_folder(sent, state)
    imported = program.run(ledger, "import", sent, "--json")
    lines = import_differences(imported, state, program.rejects(ledger, folder / "rejects.csv"))
    if imported.answer is None:
        return lines
    result = program.run(ledger, "reconcile", "--from", period[0], "--to", period[1], "--out", out, "--json")
    return lines + reconcile_differences(result, out, state, period)


def main() -> int:
    """Command line; exit status 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1-10", help="a seed or a range, 1-50")
    parser.add_argument("--families", type=int, default=60)
    parser.add_argument("--clean", action="store_true", help="no dirt: only the rules are compared")
    parser.add_argument("--all", action="store_true", help="go on after a city that differs")
    parser.add_argument("--keep", type=Path, default=None)
    chosen = parser.parse_args()
    low, _, high = chosen.seeds.partition("-")
    base = chosen.keep or Path(tempfile.mkdtemp(prefix="reference-"))
    wrong = 0
    for seed in range(int(low), int(high or low) + 1):
        lines = check(seed, base / f"city-{seed}", chosen.families, chosen.clean)
        print("\n".join(lines) or f"seed {seed}: no difference", flush=True)
        wrong += bool(lines)
        if lines and not chosen.all:
            break
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
