"""Corrections: judged rows enter the ledger, what they replace goes to the history."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

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


def enter(cursor: duckdb.DuckDBPyConnection, stage: Stage, import_id: int) -> Counts:
    """Applies the judged `stage` to the ledger inside the caller's transaction and counts what became of its rows."""
    table = stage.table
    left_out = [rows for rows in LEFT_OUT if cursor.execute(f"select 1 from ({rows}) limit 1").fetchone()]
    rules = " and ".join(f"record not in ({rows})" for rows in left_out) or "true"
    cursor.execute(f"create or replace temp view accepted as select * from stage where {rules}")
    _replace(cursor, table, import_id)
    columns = ", ".join(table.stored)
    cursor.execute(f"insert into {table.name} select {columns}, {import_id} from accepted{_order(cursor, table)}")
    (rejected,) = cursor.execute("select count(*) from problems").fetchone()
    (accepted,) = cursor.execute("select count(*) from accepted").fetchone() if left_out else (stage.read,)
    return Counts(stage.read, accepted, stage.read - accepted - rejected, rejected)


def _order(cursor: duckdb.DuckDBPyConnection, table: Table) -> str:
    """Attendance is stored by child and date, so that a family's evidence is found at once; sorted once is enough."""
    if table.name != "attendance":
        return ""
    sql = "select bool_and(in_order) from (select child_id >= lag(child_id) over () as in_order from stage)"
    return "" if cursor.execute(sql).fetchone()[0] is not False else " order by child_id, date"


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
