"""The rejected rows: kept whole, listed, written out to be corrected, gone once a row of their key comes in."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from rattrapage import export, queries
from rattrapage.imports.generated import entering
from rattrapage.imports.staging import Stage
from rattrapage.ledger import Ledger

COLUMNS = ("table", "file", "line", "column", "reason", "message", "raw")


class Found(NamedTuple):
    """A rejected record of the stage, why, and its key as text (None when it could not be read)."""

    record: int
    reason: str
    column_name: str
    message: str
    key: str | None


def keep(cursor: duckdb.DuckDBPyConnection, stage: Stage, import_id: int) -> None:
    """Keeps the judged rejects of `stage`, and drops the earlier ones that this file settles or says again."""
    cursor.execute(entering.show_keys(stage.table))
    if queries.value(cursor, "imports/rejects/any_of_table", bool, table=stage.table.name):
        queries.run(cursor, "imports/rejects/drop_settled", table=stage.table.name)
    found = queries.all(cursor, "imports/rejects/found", Found)
    if found:
        _store(cursor, stage, import_id, found)


def _store(cursor: duckdb.DuckDBPyConnection, stage: Stage, import_id: int, found: list[Found]) -> None:
    places = stage.opened.locate([reject.record for reject in found])
    arriving = {
        "file": [places[reject.record].file or stage.file for reject in found],
        "line": [places[reject.record].line for reject in found],
        "column_name": [reject.column_name for reject in found],
        "reason": [reject.reason for reject in found],
        "message": [reject.message for reject in found],
        "raw": [places[reject.record].raw for reject in found],
        "key": pa.array([reject.key for reject in found], pa.string()),
    }
    cursor.register("arriving", pa.table(arriving))
    header = stage.opened.header_text
    queries.run(cursor, "imports/rejects/keep", import_id=import_id, table=stage.table.name, header=header)
    cursor.unregister("arriving")


def csv_text(ledger: Ledger, table: str | None = None, reason: str | None = None) -> tuple[str, int]:
    """Gives the rejected rows as CSV (`table, file, line, column, reason, message, raw`) and their number."""
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
