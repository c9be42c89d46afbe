"""The files of a source system as temporary tables of text, for the SELECTs of a mapping."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import duckdb

from rattrapage import queries
from rattrapage.imports import staging
from rattrapage.imports.readers.gather import DataSet, SourceFile
from rattrapage.imports.readers.headers import Wanted
from rattrapage.imports.readers.opened import Opened, Unreadable
from rattrapage.imports.report import ImportReport, Refused
from rattrapage.progress import Step


def names(settings: dict[str, Any]) -> list[str]:
    """The temporary tables that `load` makes."""
    return [*settings["files"], *(f"data_{table}" for table in settings.get("data", {}).get("files", []))]


def drop(cursor: duckdb.DuckDBPyConnection, tables: list[str]) -> None:
    """Drops temporary tables: a source may bear the name of one of the ledger's, and its labels must not linger."""
    for table in tables:
        cursor.execute(f'drop table if exists temp."{table}"')


def load(
    cursor: duckdb.DuckDBPyConnection, settings: dict[str, Any], found: DataSet, scratch: Path, report: ImportReport
) -> Generator[Step, None, list[str]]:
    """Makes a temporary table of each source, empty when its file was not sent; returns the files' fingerprints."""
    fingerprints = []
    for name, wanted in settings["files"].items():
        empty = _empty(wanted["columns"], wanted.get("optional", []))
        cursor.execute(f'create or replace temp table "{name}" as {empty}')
        looked_for = Wanted(wanted["columns"], dict.fromkeys(wanted.get("optional", []), "text"), strict=False)
        for file in (file for file in found.files if file.table == name.lower()):
            yield Step(0, 2, f"Lecture de {file.name}")
            try:
                opened = staging.open_file(file, looked_for, scratch)
                _append(cursor, name, file.name, opened, empty)
                report.notices += opened.notices
                fingerprints.append(staging.fingerprint(file.path))
            except Unreadable as error:
                report.refused.append(Refused(file.name, str(error)))
    _load_data(cursor, settings, scratch)
    return fingerprints


def _empty(required: list[str], optional: list[str]) -> str:
    columns = "".join(f'null::varchar as "{column}", ' for column in [*required, *optional])
    return f"select {columns}null::varchar as _file, null::bigint as _line limit 0"


def _append(cursor: duckdb.DuckDBPyConnection, name: str, file: str, opened: Opened, empty: str) -> None:
    """Adds a file's rows to its source's table: its columns by name, `_file` and `_line`."""
    if opened.careful:
        opened = opened.careful()
    cursor.execute(_source_sql(name, file, opened, empty))


def _source_sql(name: str, file: str, opened: Opened, empty: str) -> str:
    columns = {column: place for place, column in reversed(list(enumerate(opened.header))) if column}
    cells = ", ".join(f'blank_off(c{place}) as "{column}"' for column, place in columns.items())
    quoted = file.replace("'", "''")
    origin = opened.origin or f"'{quoted}'"
    rows = f"select {cells}, {origin} as _file, {opened.line} as _line from {opened.relation}"
    return (
        f'create or replace temp table "{name}" as select * from "{name}" union all by name '
        f"select * from ({rows}) union all by name ({empty})"
    )


def _load_data(cursor: duckdb.DuckDBPyConnection, settings: dict[str, Any], scratch: Path) -> None:
    """The tables of the project's `data/` that the mapping builds on, as `data_<table>`."""
    for table in settings.get("data", {}).get("files", []):
        file = SourceFile(queries.DATA / f"{table}.csv", f"{table}.csv")
        cursor.execute(f"create or replace temp table data_{table} as {_empty([], [])}")
        _append(cursor, f"data_{table}", file.name, staging.open_file(file, Wanted([]), scratch), _empty([], []))
