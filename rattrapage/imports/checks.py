"""The checks: which rows of a staged file are rejected, and for which first reason (rules.md, Rejected rows)."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass

import duckdb

from rattrapage import queries
from rattrapage.imports import keys
from rattrapage.imports.generated import entering
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
    queries.run(cursor, "imports/faults")
    _row_faults(cursor, stage)
    _bad_ibans(cursor, table)
    for check in all_checks():
        if table.name in check.tables and not check.pairs:
            _insert(cursor, check.reason, check.column, check.message, check.sql)
    keys.find_repeats(cursor, table)
    differing = queries.text("imports/differing")
    _insert(cursor, "duplicate_key", table.key[-1], REJECTS["duplicate_key"].text, differing)
    keys.find_matches(cursor, stage)
    _references(cursor, table)
    for check in all_checks():
        if table.name in check.tables and check.pairs:
            _overlaps(cursor, table, check)
    queries.run(cursor, "imports/problems", reasons=list(REJECTS))


def _insert(
    cursor: duckdb.DuckDBPyConnection, reason: str, column: str, message: str, select: str, **values: object
) -> int:
    """Notes a fault for each record of a SELECT, whose own parameters are `values`; returns how many it gave."""
    values |= {"rank": list(REJECTS).index(reason), "column": column, "message": message}
    return sum(row[0] for row in cursor.execute(entering.insert_faults(select), values).fetchall())


def _row_faults(cursor: duckdb.DuckDBPyConnection, stage: Stage) -> None:
    """Notes what a row breaks by itself, found while it was read."""
    broken = queries.text("imports/broken")
    for (number,) in queries.run(cursor, "imports/broken_rules").fetchall():
        reason, column = stage.rules[number - 1]
        _insert(cursor, reason, column, REJECTS[reason].text, broken, problem=number)
    queries.run(cursor, "imports/name_faults")


def _bad_ibans(cursor: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Fills `bad_ibans` for the check that reads them."""
    if all(column.kind != "iban" for column in table.columns):
        return
    from schwifty import IBAN  # its registry is slow to load, and only mandates need it

    found = queries.run(cursor, "imports/ibans").fetchall()
    bad = [iban for (iban,) in found if not IBAN(iban, allow_invalid=True).is_valid]
    queries.run(cursor, "imports/bad_ibans", ibans=bad)


def _references(cursor: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Rejects references that the ledger cannot satisfy, in which the earlier tables of this import are by now."""
    for column, target in table.references.items():
        message = f"{REJECTS['unknown_reference'].text} ({target})"
        _insert(cursor, "unknown_reference", column, message, entering.unknown_references(column, target))


def _overlaps(cursor: duckdb.DuckDBPyConnection, table: Table, check: Check) -> None:
    """Rejects, of two overlapping periods, the later line or the one not yet in the ledger, until none overlap."""
    settled = queries.text("imports/settled")
    while True:
        queries.run(cursor, "imports/entering")
        cursor.execute(entering.candidates(table))
        cursor.execute(f"create or replace temp table pairs as {check.sql}")
        if not _insert(cursor, check.reason, check.column, check.message, settled):
            return
