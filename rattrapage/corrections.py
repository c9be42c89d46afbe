"""Corrections: judged rows enter the ledger, what they replace goes to the history."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from rattrapage.staging import Stage
from rattrapage.tables import Table


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


def enter(cursor: duckdb.DuckDBPyConnection, stage: Stage, import_id: int) -> Counts:
    """Applies the judged `stage` to the ledger inside the caller's transaction and counts what became of its rows."""
    table = stage.table
    cursor.execute(
        "create or replace temp view accepted as select * from stage where record not in (select record from problems) "
        "and record not in (select record from repeats) and record not in (select record from matches where same)"
    )
    _replace(cursor, table, import_id)
    order = " order by child_id, date" if table.name == "attendance" else " order by record"
    columns = ", ".join(table.stored)
    cursor.execute(f"insert into {table.name} select {columns}, {import_id} from accepted{order}")
    (rejected,) = cursor.execute("select count(*) from problems").fetchone()
    (accepted,) = cursor.execute("select count(*) from accepted").fetchone()
    return Counts(stage.read, accepted, stage.read - accepted - rejected, rejected)


def _replace(cursor: duckdb.DuckDBPyConnection, table: Table, import_id: int) -> None:
    """Moves the rows that accepted ones correct to the history."""
    corrected = "select * from accepted where record in (select record from matches where not same)"
    if not cursor.execute(f"select count(*) from ({corrected})").fetchone()[0]:
        return
    keys = " and ".join(f"l.{column} is not distinct from c.{column}" for column in table.key)
    cursor.execute(
        f"insert into past_{table.name} select l.*, {import_id} from {table.name} l semi join ({corrected}) c on {keys}"
    )
    cursor.execute(f"delete from {table.name} l using ({corrected}) c where {keys}")
