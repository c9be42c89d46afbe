"""Corrections: judged rows enter the ledger, what they replace goes to the history."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import NamedTuple

import duckdb

from rattrapage import queries
from rattrapage.imports.generated import entering
from rattrapage.imports.staging import Stage
from rattrapage.imports.tables import Table

LEFT_OUT = ("select record from problems", "select record from repeats", "select record from matches where same")


@dataclass
class Counts:
    """What became of rows: read = accepted + unchanged + rejected, always."""

    read: int = 0
    accepted: int = 0
    unchanged: int = 0
    rejected: int = 0

    def __iadd__(self, other: Counts) -> Counts:
        self.read += other.read
        self.accepted += other.accepted
        self.unchanged += other.unchanged
        self.rejected += other.rejected
        return self


class LeftOut(NamedTuple):
    """What of a judged stage does not enter: how many rows are rejected, whether any is a copy or unchanged."""

    rejected: int
    has_repeats: bool
    has_unchanged: bool


def enter(cursor: duckdb.DuckDBPyConnection, stage: Stage, import_id: int) -> Counts:
    """Applies the judged `stage` to the ledger inside the caller's transaction and counts what became of its rows."""
    table = stage.table
    left_out = queries.one(cursor, "imports/left_out", LeftOut)
    some = (left_out.rejected > 0, left_out.has_repeats, left_out.has_unchanged)
    cursor.execute(entering.accept(list(itertools.compress(LEFT_OUT, some))))
    _replace(cursor, table, import_id)
    entered = cursor.execute(entering.insert_rows(table, _is_sorted(cursor, table)), {"import_id": import_id})
    accepted = sum(row[0] for row in entered.fetchall())
    return Counts(stage.read, accepted, stage.read - accepted - left_out.rejected, left_out.rejected)


class Part(NamedTuple):
    """What became of the rows of one sheet: its place among the sheets, and the counts."""

    place: int
    read: int
    accepted: int
    unchanged: int
    rejected: int


def by_part(cursor: duckdb.DuckDBPyConnection, stage: Stage, counts: Counts) -> list[tuple[str, Counts]]:
    """Gives the counts of an entered `stage` by sheet (`file.xlsx#sheet`), or of the whole file if it has none."""
    parts = stage.opened.parts
    if not parts:
        return [(stage.file, counts)]
    ends = list(itertools.accumulate(rows for _, rows in parts))
    starts = [0, *ends[:-1]]
    found = queries.all(cursor, "imports/parts", Part, starts=starts, ends=ends)
    return [(parts[part.place][0], Counts(*part[1:])) for part in found]


def _is_sorted(cursor: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Says whether the rows can be stored as they came; a file that is sorted once is sorted enough."""
    return not table.sorted_by or cursor.execute(entering.is_sorted(table)).fetchall() == [(True,)]


def _replace(cursor: duckdb.DuckDBPyConnection, table: Table, import_id: int) -> None:
    """Moves the rows that accepted ones correct to the history."""
    if queries.value(cursor, "imports/corrected", bool):
        cursor.execute(entering.keep_past(table), {"import_id": import_id})
        cursor.execute(entering.delete_past(table))
