"""The keys of a staged file: rows that repeat one, within the file and in the ledger (rules.md, Corrections)."""

from __future__ import annotations

import duckdb

from rattrapage import queries
from rattrapage.imports.generated import entering
from rattrapage.imports.staging import Stage
from rattrapage.imports.tables import Table


def find_repeats(cursor: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Fills `suspects` (record, differ, first), the rows of a key that several have, and `repeats` (record, first).

    `repeats` are later copies of a row; rows of one key are all rejected when their contents `differ`.
    """
    cursor.execute(entering.suspects(table, may_repeat=not _ascending(cursor, table)))
    queries.run(cursor, "imports/repeats")


def _ascending(cursor: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Says whether each row's key comes after the one before it, as most systems write them: then none can repeat."""
    return len(table.key) == 1 and cursor.execute(entering.is_ascending(table)).fetchall() == [(True,)]


def find_matches(cursor: duckdb.DuckDBPyConnection, stage: Stage) -> None:
    """Fills `matches` (record, same): records whose key the ledger has, and whether their content is the same."""
    queries.run(cursor, "imports/matches")
    if cursor.execute(entering.has_rows(stage.table)).fetchone():
        cursor.execute(entering.insert_matches(stage.table), {"keeps": stage.keeps})
