"""The checks: which rows of a staged file are rejected, and for which first reason (rules.md, Rejected rows)."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass

import duckdb

from rattrapage import queries
from rattrapage.imports import keys
from rattrapage.imports.staging import Stage
from rattrapage.imports.tables import Table
from rattrapage.words import REJECTS


@dataclass(frozen=True)
class Check:
    """One file of `queries/imports/checks/`: the tables it judges, the reason it gives, and its SELECT of records.

    A check of `pairs` gives couples (x, y) of ranks among `candidates`, of which y is to be rejected.
    """

    tables: tuple[str, ...]
    reason: str
    column: str
    message: str
    pairs: bool
    sql: str


@functools.cache
def all_checks() -> tuple[Check, ...]:
    """The checks in the order of their files."""
    return tuple(_read(name) for name in queries.names("imports/checks"))


def _read(name: str) -> Check:
    sql = queries.text(name)
    head = [line[3:] for line in sql.splitlines() if line.startswith("-- ") and " = " in line]
    fields = tomllib.loads("\n".join(head[: 5 if any("pairs" in line for line in head[:5]) else 4]))
    return Check(
        tuple(fields["tables"]),
        fields["reason"],
        fields["column"],
        fields["message"],
        fields.get("pairs", False),
        sql,
    )


def judge(cursor: duckdb.DuckDBPyConnection, stage: Stage) -> None:
    """Fills the temporary tables that say the fate of each record of `stage`.

    `problems` (record, reason, column_name, message): one row a rejected record, its first reason;
    `repeats` (record, first): second and later copies of a row within the file, which share the fate of the first;
    `matches` (record, same): records whose key the ledger has, and whether their content is the same.
    """
    table = stage.table
    stage.open_view(cursor)
    cursor.execute(
        "create or replace temp table faults (record bigint, rank utinyint, column_name varchar, message varchar)"
    )
    _row_faults(cursor, stage)
    _bad_ibans(cursor, table)
    for check in all_checks():
        if table.name in check.tables and not check.pairs:
            _insert(cursor, check.reason, check.column, check.message, check.sql)
    _insert(cursor, "duplicate_key", table.key[-1], REJECTS["duplicate_key"].text, keys.find_repeats(cursor, table))
    keys.find_matches(cursor, stage)
    _references(cursor, table)
    for check in all_checks():
        if table.name in check.tables and check.pairs:
            _overlaps(cursor, table, check)
    cursor.execute(
        # a copy of a rejected row is rejected with it
        "insert into faults select r.record, f.rank, f.column_name, f.message from repeats r join faults f "
        "on f.record = r.first where r.record not in (select record from faults) order by r.record, f.rowid"
    )
    cursor.execute(
        # of two faults of one rank the one found first
        "create or replace temp table problems as select record, arg_min(reason, place) as reason, "
        "arg_min(column_name, place) as column_name, arg_min(message, place) as message from "
        "(select *, row(rank, rowid) as place, list_extract($reasons, rank + 1) as reason from faults) group by record",
        {"reasons": list(REJECTS)},
    )


def _insert(cursor, reason: str, column: str, message: str, select: str) -> None:
    sql = f"insert into faults select record, $rank, $column, $message from ({select})"
    cursor.execute(sql, {"rank": list(REJECTS).index(reason), "column": column, "message": message})


def _row_faults(cursor, stage: Stage) -> None:
    """What a row breaks by itself, found while it was read."""
    found = cursor.execute("select distinct problem from stage where problem > 0 order by problem").fetchall()
    for (number,) in found:
        reason, column = stage.rules[number - 1]
        _insert(cursor, reason, column, REJECTS[reason].text, f"select record from stage where problem = {number}")
    cursor.execute(
        "update faults set column_name = split_part(fault, '|', 1), message = split_part(fault, '|', 2) "
        "from stage where stage.record = faults.record and fault is not null and faults.column_name = ''"
    )


def _bad_ibans(cursor, table: Table) -> None:
    if table.name != "mandates":
        return
    from schwifty import IBAN  # its registry is slow to load, and only mandates need it

    found = cursor.execute("select distinct iban from stage where iban is not null").fetchall()
    bad = [[iban] for (iban,) in found if not IBAN(iban, allow_invalid=True).is_valid]
    cursor.execute("create or replace temp table bad_ibans (iban varchar)")
    if bad:
        cursor.executemany("insert into bad_ibans values (?)", bad)


def _references(cursor, table: Table) -> None:
    """References that neither the ledger nor this import, whose earlier tables are already in it, can satisfy."""
    for column, target in table.references.items():
        key = "service" if target == "services" else f"{target.removesuffix('s')}_id".replace("familie_", "family_")
        key = {"children": "child_id"}.get(target, key)
        _insert(
            cursor,
            "unknown_reference",
            column,
            f"{REJECTS['unknown_reference'].text} ({target})",
            f"select record from stage s anti join {target} t on s.{column} = t.{key} where s.{column} is not null",
        )


def _overlaps(cursor, table: Table, check: Check) -> None:
    """Rejects, of two overlapping periods, the later line or the one not yet in the ledger, until none overlap."""
    while True:
        _candidates(cursor, table)
        pairs = f"create or replace temp table pairs as {check.sql}"
        cursor.execute(pairs)
        settled = "select distinct y as record from pairs where x not in (select y from pairs)"
        if not cursor.execute(f"select count(*) from ({settled})").fetchone()[0]:
            return
        _insert(cursor, check.reason, check.column, check.message, settled)


def _candidates(cursor, table: Table) -> None:
    keys = " and ".join(f"s.{column} is not distinct from l.{column}" for column in table.key)
    columns = ", ".join(table.stored)
    cursor.execute(
        "create or replace temp table entering as select * from stage where record not in (select record from faults) "
        "and record not in (select record from repeats) and record not in (select record from matches where same)"
    )
    cursor.execute(
        f"create or replace temp table candidates as select record as rank, {columns} from entering union all "
        f"select -1 as rank, {columns} from {table.name} l anti join entering s on {keys} "
        f"where l.{table.key[0]} in (select {table.key[0]} from entering)"
    )
