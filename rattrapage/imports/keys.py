"""The keys of a staged file: rows that repeat one, within the file and in the ledger (rules.md, Corrections)."""

from __future__ import annotations

import duckdb

from rattrapage.imports.staging import Stage
from rattrapage.imports.tables import Table


def find_repeats(cursor: duckdb.DuckDBPyConnection, table: Table) -> str:
    """Fills `repeats` (record, first), the later copies of a row; returns the SELECT of records to reject.

    Rows of one key are all rejected when their contents differ.
    """
    keys = ", ".join(table.key)
    repeated = f"hash({keys}) in (select hash({keys}) from stage group by 1 having count(*) > 1)"
    if _ascending(cursor, table):
        repeated = "false"
    readable = " and ".join(f"{column} is not null" for column in table.key if column in table.required)
    cursor.execute(
        f"create or replace temp table suspects as select record, {keys}, "
        f"hash({', '.join(table.stored)}, problem, fault) as content from stage where {readable} and {repeated}"
    )
    groups = f"over (partition by {keys})"
    listed = f"(select record, min(content) {groups} <> max(content) {groups} as differ, min(record) {groups} as first"
    cursor.execute(
        f"create or replace temp table repeats as select record, first from {listed} from suspects) "
        "where record <> first and not differ"
    )
    return f"select record from {listed} from suspects) where differ"


def _ascending(cursor, table: Table) -> bool:
    """Whether each row's key comes after the one before it, as most systems write them: then none can repeat."""
    if len(table.key) > 1:
        return False
    key = table.key[0]
    neighbours = f"select {key}, lag({key}) over () as before from stage"
    sql = f"select bool_and(coalesce({key} > before, before is null)) from ({neighbours})"
    return bool(cursor.execute(sql).fetchone()[0])


def find_matches(cursor: duckdb.DuckDBPyConnection, stage: Stage) -> None:
    """Fills `matches` (record, same): records whose key the ledger has, and whether their content is the same."""
    table = stage.table
    cursor.execute("create or replace temp table matches (record bigint, same boolean)")
    if not cursor.execute(f"select count(*) from {table.name}").fetchone()[0]:
        return
    same_key = " and ".join(f"s.{column} is not distinct from l.{column}" for column in table.key)
    required_key = all(column in table.required for column in table.key)
    if required_key:
        same_key = " and ".join(f"s.{column} = l.{column}" for column in table.key)
    keys, content = ", ".join(table.key), f"hash({', '.join(table.stored)}) as content"
    cursor.execute(
        f"insert into matches select s.record, {stage.keeps} or s.content = l.content from "
        f"(select record, {keys}, {content} from stage where record not in (select record from faults)) s "
        f"join (select {keys}, {content} from {table.name}) l on {same_key}"
    )
