"""Withdrawals: rows that a whole export no longer brings, or brings under another number (rules.md, Corrections)."""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from rattrapage import queries
from rattrapage.imports.generated import entering, withdrawing
from rattrapage.imports.staging import Stage
from rattrapage.imports.tables import TABLES, Table

LEAST_ROWS = 20
"""A file of fewer rows is never taken for one that was numbered anew."""


class Absent(NamedTuple):
    """How many rows of a table, month and service the ledger holds that the files cover and do not bring."""

    table: str
    month: str
    service: str | None
    rows: int

    @property
    def sentence(self) -> str:
        """Says it in French."""
        where = " ".join(filter(None, (self.table, self.month, self.service)))
        return f"{where} : {self.rows} lignes du registre ne sont plus dans les fichiers (--complete les retire)."


class _Place(NamedTuple):
    month: str
    service: str | None
    rows: int


class _New(NamedTuple):
    fresh: int
    twins: int


def prepare(cursor: duckdb.DuckDBPyConnection) -> None:
    """Makes the empty lists of what the files of an import hold."""
    for name in withdrawing.TABLES:
        cursor.execute(withdrawing.make_brought(TABLES[name]))


def note(cursor: duckdb.DuckDBPyConnection, stage: Stage) -> None:
    """Notes the keys of a judged stage, and what it covers."""
    if stage.table.name in withdrawing.TABLES:
        cursor.execute(withdrawing.note_brought(stage.table))


def is_renumbered(cursor: duckdb.DuckDBPyConnection, stage: Stage) -> bool:
    """Says whether more than half of a judged stage's new keys bring rows known under keys that it does not hold.

    These rows are then the table `gone`, for `withdraw`.
    """
    if stage.table.name not in withdrawing.TABLES or stage.read < LEAST_ROWS:
        return False
    if not cursor.execute(entering.has_rows(stage.table)).fetchone():
        return False
    cursor.execute(withdrawing.find_twins(stage.table))
    found = queries.one(cursor, "imports/renumbered", _New)
    return 2 * found.twins > found.fresh


def absent(cursor: duckdb.DuckDBPyConnection, table: Table, source: str, import_id: int) -> list[Absent]:
    """Lists what the files cover and no longer bring; these rows are the table `gone`, for `withdraw`."""
    cursor.execute(withdrawing.find_absent(table), {"source": source, "import_id": import_id})
    return [Absent(table.name, *place) for place in queries.all(cursor, "imports/absent", _Place)]


def withdraw(cursor: duckdb.DuckDBPyConnection, table: Table, import_id: int) -> int:
    """Moves the rows of `gone` to the history, under the import that withdraws them; returns how many."""
    cursor.execute(withdrawing.keep_past(table), {"import_id": import_id})
    rows: int = sum(row[0] for row in cursor.execute(withdrawing.delete(table)).fetchall())
    queries.run(cursor, "imports/keep_withdrawal", import_id=import_id, table=table.name, rows=rows)
    return rows
