"""An import (rules.md, Corrections): a folder of CSV files on top of a ledger: accepted, unchanged, rejected."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .judging import Ledger, RawRecords, Record, judge
from .parsing import clean
from .schema import TABLES, Table


@dataclass(frozen=True)
class Reject:
    """One rejected row, as `rejects --out` lists it."""

    table: str
    file: str
    line: int
    reason: str
    key: tuple


@dataclass
class State:
    """What an import leaves: the ledger's rows by key, rejects listed and replaced, the last counts."""

    ledger: Ledger = field(default_factory=lambda: {name: {} for name in TABLES})
    rejects: list[Reject] = field(default_factory=list)
    replaced: list[Reject] = field(default_factory=list)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def decoded(data: bytes) -> str:
    """UTF-8 with or without BOM, else Windows-1252."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def numbered_records(text: str) -> Iterator[tuple[int, list[str]]]:
    """(physical line where the record starts, its cells), header included, empty records left out."""
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=head.count))
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1


def read_file(path: Path, table: Table) -> RawRecords | None:
    """The file's records, or None where it is refused whole (no header, a required column missing)."""
    records = list(numbered_records(decoded(path.read_bytes())))
    header = [name.strip() for name in records[0][1]] if records else []
    if not all(name in header for name, column in table.columns.items() if column.required):
        return None
    return [(line, dict(zip(header, cells, strict=False))) for line, cells in records[1:]]


def named(table: Table, record: Record) -> tuple:
    """The record's key, in the file's own words where it is unreadable."""
    return record.key or tuple(clean(record.raw.get(column)) for column in table.key)


def take(table: Table, file: str, raw_records: RawRecords, state: State) -> None:
    """Import one file's records into the state: ledger, counts, rejects."""
    counts = {"read": 0, "accepted": 0, "unchanged": 0, "rejected": 0, "withdrawn": 0}
    rows = state.ledger[table.name]
    settled, rejects = set(), []
    for record in judge(table, raw_records, state.ledger):
        if record.reason:
            outcome = "rejected"
            rejects.append(Reject(table.name, file, record.line, record.reason, named(table, record)))
        elif rows.get(record.key) == record.row:
            outcome = "unchanged"
        else:
            outcome = "accepted"
            rows[record.key] = record.row
        if outcome != "unchanged":
            settled.add(named(table, record))
        counts["read"] += 1
        counts[outcome] += 1
    # A row of its key, accepted, takes a reject off the list. Rejected again, it replaces it (were both kept,
    # the file of rejects, sent again, would hold one key twice); the rules are silent, so `replaced` remembers.
    waiting = [r for r in state.rejects if r.table != table.name or r.key not in settled]
    again = {r.key for r in rejects}
    state.replaced += [r for r in state.rejects if r.table == table.name and r.key in again]
    state.rejects = waiting + [r for r in rejects if r not in waiting]
    state.counts[table.name] = counts


def take_folder(folder: Path, state: State | None = None) -> State:
    """Import every `<table>.csv` of a folder on top of an earlier state (changed in place)."""
    state = state or State()
    state.counts, state.refused = {}, []
    for table in TABLES.values():
        path = folder / f"{table.name}.csv"
        records = read_file(path, table) if path.exists() else []
        if records is None:
            state.refused.append(path.name)
        elif path.exists():
            take(table, path.name, records, state)
    return state


def take_tables(tables: dict[str, list[dict[str, str]]], state: State | None = None) -> State:
    """Import rows that are in memory, numbered as a file would number them."""
    state = state or State()
    for name in TABLES:
        if name in tables:
            take(TABLES[name], f"{name}.csv", list(enumerate(tables[name], 2)), state)
    return state
