"""Import mappings: a source system's files turned into the contract's tables by a folder of SELECTs."""

from __future__ import annotations

import tomllib
from collections.abc import Generator
from pathlib import Path

import duckdb

from rattrapage import export, queries, staging
from rattrapage.errors import Refusal
from rattrapage.files import DataSet, SourceFile
from rattrapage.opened import Opened, Unreadable
from rattrapage.progress import Step
from rattrapage.report import ImportReport, Refused
from rattrapage.staging import Stage
from rattrapage.tables import TABLES

ORIGIN = ("_file", "_line")


def folder() -> Path:
    """Where the mappings are, one folder a source."""
    return queries.FOLDER / "imports"


def available() -> dict[str, str]:
    """The mappings by name, with their French description."""
    found = sorted(path.parent.name for path in folder().glob("*/sources.toml"))
    return {name: description(name) for name in found}


def description(source: str) -> str:
    """One French sentence on what the mapping reads; raises `Refusal` when there is no such mapping."""
    return _settings(source).get("description", source)


def expected(source: str) -> set[str]:
    """The names of the files that the mapping reads."""
    return {name.lower() for name in _settings(source)["files"]}


def _settings(source: str) -> dict:
    path = folder() / source / "sources.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        known = ", ".join(sorted(path.parent.name for path in folder().glob("*/sources.toml")))
        raise Refusal(f"Source inconnue : {source} ; choisissez parmi {known}.") from error
    except tomllib.TOMLDecodeError as error:
        raise Refusal(f"queries/imports/{source}/sources.toml : {error} ; corrigez ce fichier.") from error


def stages(
    cursor: duckdb.DuckDBPyConnection, source: str, found: DataSet, scratch: Path, report: ImportReport
) -> Generator[Step, None, list[Stage]]:
    """Loads the source's files, runs its SELECTs and puts what they give on the stage, table by table."""
    settings = _settings(source)
    fingerprints = yield from _load_sources(cursor, settings, found, scratch, report)
    if not fingerprints:
        return []
    _load_data(cursor, settings, scratch)
    staged = []
    for number, table in enumerate(name for name in TABLES if (folder() / source / f"{name}.sql").exists()):
        yield Step(number, 2 * len(TABLES), f"Conversion : {table}")
        staged.append(_mapped(cursor, source, table, number))
        staged[-1].sha256 = " ".join(sorted(fingerprints))
    report.notices += _notices(cursor, source)
    return staged


def _load_sources(
    cursor: duckdb.DuckDBPyConnection, settings: dict, found: DataSet, scratch: Path, report: ImportReport
) -> Generator[Step, None, list[str]]:
    """Makes a temporary table of each source, empty when its file was not sent; returns the files' fingerprints."""
    fingerprints = []
    for name, wanted in settings["files"].items():
        empty = _empty(wanted["columns"], wanted.get("optional", []))
        cursor.execute(f'create or replace temp table "{name}" as {empty}')
        for file in (file for file in found.files if file.stem == name.lower()):
            yield Step(0, 2, f"Lecture de {file.name}")
            try:
                _append(cursor, name, file.name, staging.open_file(file, wanted["columns"], {}, scratch), empty)
                fingerprints.append(staging.fingerprint(file.path))
            except Unreadable as error:
                report.refused.append(Refused(file.name, str(error)))
    return fingerprints


def _empty(required: list[str], optional: list[str]) -> str:
    columns = "".join(f'null::varchar as "{column}", ' for column in [*required, *optional])
    return f"select {columns}null::varchar as _file, null::bigint as _line limit 0"


def _append(cursor: duckdb.DuckDBPyConnection, name: str, file: str, opened: Opened, empty: str) -> None:
    """Adds a file's rows to its source's table: its columns by name, `_file` and `_line`."""
    try:
        cursor.execute(_source_sql(name, file, opened, empty))
    except duckdb.Error:
        if not opened.careful:
            raise
        cursor.execute(_source_sql(name, file, opened.careful(), empty))


def _source_sql(name: str, file: str, opened: Opened, empty: str) -> str:
    columns = {column: place for place, column in reversed(list(enumerate(opened.header))) if column}
    cells = ", ".join(f'blank_off(c{place}) as "{column}"' for column, place in columns.items())
    quoted = file.replace("'", "''")
    rows = f"select {cells}, '{quoted}' as _file, {opened.line} as _line from {opened.relation}"
    return (
        f'create or replace temp table "{name}" as select * from "{name}" union all by name '
        f"select * from ({rows}) union all by name ({empty})"
    )


def _load_data(cursor: duckdb.DuckDBPyConnection, settings: dict, scratch: Path) -> None:
    """The tables of the project's `data/` that the mapping builds on, as `data_<table>`."""
    for table in settings.get("data", {}).get("files", []):
        file = SourceFile(queries.DATA / f"{table}.csv", f"{table}.csv")
        cursor.execute(f"create or replace temp table data_{table} as {_empty([], [])}")
        _append(cursor, f"data_{table}", file.name, staging.open_file(file, [], {}, scratch), _empty([], []))


def _mapped(cursor: duckdb.DuckDBPyConnection, source: str, table: str, number: int) -> Stage:
    """Runs one SELECT of the mapping into a temporary table of text, and stages it like a file."""
    name = f"mapped_{table}"
    try:
        cursor.execute(f"create or replace temp table {name} as {_select(source, table)}")
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise Refusal(f"queries/imports/{source}/{table}.sql : {first} ; corrigez cette requête.") from error
    columns = [row[0] for row in cursor.execute(f"describe {name}").fetchall()]
    header = [column for column in columns if column not in ORIGIN]
    cells = ", ".join(f'"{column}"::varchar as c{n}' for n, column in enumerate(header))
    opened = Opened(f"(select {cells} from {name})", header, ",".join(header), _locate(cursor, name, header, columns))
    return staging.stage_opened(cursor, f"stage_{number}", f"{table} ({source})", TABLES[table], opened)


def _select(source: str, name: str) -> str:
    """The one SELECT of a mapping's file; raises `Refusal` for anything else."""
    text = queries.text(f"imports/{source}/{name}")
    try:
        statements = duckdb.extract_statements(text)
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise Refusal(f"queries/imports/{source}/{name}.sql : {first} ; corrigez cette requête.") from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise Refusal(f"queries/imports/{source}/{name}.sql : ce fichier doit tenir en un seul SELECT.")
    return statements[0].query.strip().rstrip(";")


def _locate(cursor: duckdb.DuckDBPyConnection, name: str, header: list[str], columns: list[str]):
    """A mapped row's place is its source's line when the SELECT gives it; its text is the mapped row, never the source's."""
    cells = ", ".join(f"coalesce(\"{column}\"::varchar, '')" for column in header)
    line = "_line" if "_line" in columns else "rowid + 1"

    def locate(ordinals: list[int]) -> dict[int, tuple[int, str]]:
        sql = f"select rowid, {line}, [{cells}] from {name} where rowid in (select unnest(?))"
        found = cursor.execute(sql, [ordinals]).fetchall()
        return {n: (place, export.csv_text(row, []).rstrip("\n")) for n, place, row in found}

    return locate


def _notices(cursor: duckdb.DuckDBPyConnection, source: str) -> list[str]:
    if not (folder() / source / "notices.sql").exists():
        return []
    return [row[0] for row in cursor.execute(_select(source, "notices")).fetchall() if row[0]]
