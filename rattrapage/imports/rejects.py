"""The rejected rows: kept whole, listed, written out to be corrected, gone once a row of their key comes in."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import duckdb
import pyarrow as pa

from rattrapage import export, queries
from rattrapage.imports.staging import Stage
from rattrapage.imports.tables import Table
from rattrapage.ledger import Ledger

COLUMNS = ("table", "file", "line", "column", "reason", "message", "raw")


def keep(cursor: duckdb.DuckDBPyConnection, stage: Stage, import_id: int) -> None:
    """Keeps the judged rejects of `stage`, and drops the earlier ones that this file settles or says again."""
    table = stage.table
    if cursor.execute("select count(*) from rejects where table_name = ?", [table.name]).fetchone()[0]:
        settled = f"select {_key(table)} as key from stage where record not in (select record from problems)"
        cursor.execute(
            f"delete from rejects using ({settled}) s where rejects.table_name = ? and rejects.key = s.key",
            [table.name],
        )
    found = cursor.execute(
        f"select record, p.reason, p.column_name, p.message, {_key(table)} from problems p join stage using (record) "
        "order by record"
    ).fetchall()
    if found:
        _store(cursor, stage, import_id, found)


def _store(cursor: duckdb.DuckDBPyConnection, stage: Stage, import_id: int, found: list[tuple]) -> None:
    places = stage.opened.locate([record for record, *_ in found])
    arriving = pa.table(  # noqa: F841 (DuckDB reads it by its name)
        {
            "file": [places[record].file or stage.file for record, *_ in found],
            "line": [places[record].line for record, *_ in found],
            "column_name": [row[2] for row in found],
            "reason": [row[1] for row in found],
            "message": [row[3] for row in found],
            "raw": [places[record].raw for record, *_ in found],
            "key": pa.array([row[4] for row in found], pa.string()),
        }
    )
    cursor.execute(
        "delete from rejects r using arriving a where r.table_name = $table and r.import_id < $import and "
        "(r.raw = a.raw or r.key = a.key)",
        {"table": stage.table.name, "import": import_id},
    )
    cursor.execute(
        "insert into rejects select $import, $table, file, line, column_name, reason, message, raw, $header, key "
        "from arriving",
        {
            "import": import_id,
            "table": stage.table.name,
            "header": stage.opened.header_text,
        },
    )


def _key(table: Table) -> str:
    """The SQL of a row's key as text, NULL when a required part of it could not be read."""
    readable = " and ".join(f"{column} is not null" for column in table.key if column in table.required)
    parts = ", ".join(f"coalesce({column}::varchar, '')" for column in table.key)
    return f"case when {readable or 'true'} then concat_ws(chr(31), {parts}) end"


def csv_text(ledger: Ledger, table: str | None = None, reason: str | None = None) -> tuple[str, int]:
    """The rejected rows as CSV (`table, file, line, column, reason, message, raw`) and their number."""
    rows = queries.run(ledger.cursor(), "imports/rejects/rejects", table=table, reason=reason).fetchall()
    return export.csv_text(list(COLUMNS), rows), len(rows)


def write_tables(ledger: Ledger, folder: Path) -> list[Path]:
    """Writes each table's rejects under their source's own header, as they came, to correct and import again.

    Files of one table with different headers go to numbered folders: `attendance.csv`, `2/attendance.csv`.
    """
    groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for table, header, raw in queries.run(ledger.cursor(), "imports/rejects/as_they_came").fetchall():
        groups[table][header].append(raw)
    written = []
    for table, headers in groups.items():
        for number, (header, raws) in enumerate(headers.items(), 1):
            path = (folder if number == 1 else folder / str(number)) / f"{table}.csv"
            export.write_text(path, "\n".join([header, *raws]) + "\n")
            written.append(path)
    return written
