"""The stage: the rows of one file, typed, in file order, before any rule has judged them."""

from __future__ import annotations

import functools
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from rattrapage import queries
from rattrapage.imports import oddities
from rattrapage.imports.generated import entering, reading
from rattrapage.imports.generated.reading import Rule
from rattrapage.imports.readers import csv, parquet, workbook
from rattrapage.imports.readers.gather import WORKBOOKS, SourceFile
from rattrapage.imports.readers.headers import Wanted
from rattrapage.imports.readers.opened import Opened, named
from rattrapage.imports.tables import Table


@dataclass
class Stage:
    """One file on the stage: a temporary table of its typed rows (`record` = ordinal in the file) and its origin.

    `problem` in that table is the number of the first rule of `rules` that the row breaks by itself, 0 for none.
    `keeps` says that a row whose key the ledger has already changes nothing there.
    """

    file: str
    table: Table
    name: str
    opened: Opened
    sha256: str
    rules: list[Rule]
    read: int = 0
    keeps: bool = False
    notices: list[str] = field(default_factory=list)

    def open_view(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Makes this file the one that the checks see as `stage`."""
        cursor.execute(entering.show_stage(self.name))


def prepare(cursor: duckdb.DuckDBPyConnection) -> None:
    """Gives a cursor the reading macros."""
    queries.run(cursor, "imports/macros")


def open_file(file: SourceFile, wanted: Wanted, scratch: Path) -> Opened:
    """Opens a file of any type that is read; raises `Unreadable` when it cannot be read at all."""
    suffix = file.path.suffix.lower()
    if suffix in WORKBOOKS:
        return workbook.open_workbook(file.path, file.name, wanted, scratch)
    if suffix == ".parquet":
        return parquet.open_parquet(file.path, file.name, wanted)
    return csv.open_csv(file.path, file.name, wanted, scratch)


def looked_for(table: Table) -> Wanted:
    """Gives what a file of one of our tables must and may have."""
    return Wanted(table.required, {column.name: column.kind for column in table.columns})


def stage(cursor: duckdb.DuckDBPyConnection, name: str, file: SourceFile, table: Table, scratch: Path) -> Stage:
    """Reads a file into the temporary table `name`; raises `Unreadable`."""
    with ThreadPoolExecutor(1) as aside:
        sha256 = aside.submit(fingerprint, file.path)
        opened = open_file(file, looked_for(table), scratch)
        staged = stage_opened(cursor, name, file.name, table, opened)
        staged.sha256 = sha256.result()
    return staged


def stage_opened(cursor: duckdb.DuckDBPyConnection, name: str, file: str, table: Table, opened: Opened) -> Stage:
    """Reads opened columns into the temporary table `name`."""
    header = _first_places(opened.header)
    rules = reading.rules(table, header)
    sql = functools.partial(reading.stage_rows, name, table, header=header, broken=rules)
    read = _read_fast(cursor, sql(opened), name, table) if opened.careful else None
    if read is None:
        opened = opened.careful() if opened.careful else opened
        read = _count(cursor.execute(sql(opened)))
    unknown = [column for column in header if column and column not in {c.name for c in table.columns}]
    notices = [*opened.notices]
    if unknown:
        notices.append(f"{file} : colonnes inconnues, ignorées : {named(unknown)}.")
    notices += oddities.mended(cursor, name, file, table, header, opened)
    if opened.odd and read:
        notices += oddities.odd_texts(cursor, name, file, table, opened)
    return Stage(file, table, name, opened, "", rules, read, notices=notices)


def _read_fast(cursor: duckdb.DuckDBPyConnection, sql: str, name: str, table: Table) -> int | None:
    """Gives the number of rows read the fast way, or None: it refuses ragged lines and records without any cell."""
    try:
        read = _count(cursor.execute(sql))
    except duckdb.Error:
        return None
    return None if cursor.execute(reading.blank_rows(name, table)).fetchone() else read


def _count(answer: duckdb.DuckDBPyConnection) -> int:
    """Gives the number of rows that a statement wrote."""
    return sum(row[0] for row in answer.fetchall())


def fingerprint(path: Path) -> str:
    """Gives the SHA-256 of a file as received."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _first_places(header: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, column in enumerate(header):
        places.setdefault(column, place)
    return places
