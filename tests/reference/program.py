"""The real program from outside: its commands as subprocesses, its files as rows that compare."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# file of `reconcile` → the columns that name a row
FILES = {
    "cells": ("family_id", "child_id", "service", "month"),
    "causes": ("family_id", "child_id", "service", "month", "cause"),
    "family_months": ("family_id", "month"),
    "families": ("family_id",),
}


@dataclass(frozen=True)
class Result:
    """A command's exit status, its JSON answer (None where it gave none) and its standard error."""

    status: int
    answer: dict | None
    error: str


def run(ledger: Path, command: str, *arguments: object) -> Result:
    """`python -m rattrapage --db LEDGER COMMAND …`."""
    words = [sys.executable, "-m", "rattrapage", "--db", ledger, command, *arguments]
    done = subprocess.run(list(map(str, words)), cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        answer = json.loads(done.stdout)
    except json.JSONDecodeError:
        answer = None
    return Result(done.returncode, answer, done.stderr.strip())


def rows_of(path: Path) -> list[dict[str, str]]:
    """A file in the format of imports."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_csv(rows: list[dict[str, str]]) -> bytes:
    """Rows as a file in the format of imports."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def keyed(rows: list[dict[str, str]], key: tuple[str, ...]) -> dict[tuple, dict[str, str]]:
    """Rows by key; quantities, which have no format in the rules, as numbers. A doubled key raises."""
    result = {tuple(row[c] for c in key): comparable(row) for row in rows}
    if len(result) != len(rows):
        raise ValueError(f"{len(rows) - len(result)} rows repeat a key of {key}")
    return result


def comparable(row: dict[str, str]) -> dict[str, str]:
    numbers = {c: str(Decimal(text).normalize() + 0) for c, text in row.items() if c.endswith("quantity")}
    return {**row, **numbers}


def rejects(ledger: Path, path: Path) -> set[tuple[str, str, int, str]]:
    """(table, file, line, reason) of each row that `rejects --out` lists."""
    run(ledger, "rejects", "--out", path)
    if not path.exists():
        return set()
    return {(r["table"], Path(r["file"]).name, int(r["line"]), r["reason"]) for r in rows_of(path)}
