"""Import mappings: a source system's files turned into our own tables by a folder of SELECTs."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import duckdb

from rattrapage import export, queries, settings
from rattrapage.errors import Refusal
from rattrapage.imports import staging
from rattrapage.imports.mappings import source_tables
from rattrapage.imports.readers.gather import DataSet
from rattrapage.imports.readers.opened import Locate, Opened, Place
from rattrapage.imports.report import ImportReport
from rattrapage.imports.staging import Stage
from rattrapage.imports.tables import TABLES
from rattrapage.progress import Step

ORIGIN = ("_file", "_line")


def folder() -> Path:
    """Where the mappings are, one folder a source."""
    return queries.FOLDER / "mappings"


def available() -> dict[str, str]:
    """The mappings by name, with their French description."""
    found = sorted(path.parent.name for path in folder().glob("*/sources.toml"))
    return {name: description(name) for name in found}


def description(source: str) -> str:
    """One French sentence on what the mapping reads; raises `Refusal` when there is no such mapping."""
    sentence: str = _settings(source).get("description", source)
    return sentence


def expected(source: str) -> set[str]:
    """The names of the files that the mapping reads."""
    return {name.lower() for name in _settings(source)["files"]}


def columns(source: str) -> dict[str, tuple[list[str], list[str]]]:
    """For each file that the mapping reads, by name: its required columns, and all that it looks at."""
    files = _settings(source)["files"]
    return {name.lower(): (f["columns"], [*f["columns"], *f.get("optional", [])]) for name, f in files.items()}


def _settings(source: str) -> dict[str, Any]:
    path = folder() / source / "sources.toml"
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        known = ", ".join(sorted(path.parent.name for path in folder().glob("*/sources.toml")))
        raise Refusal(f"Source inconnue : {source} ; choisissez parmi {known}.") from error
    return settings.values(f"queries/mappings/{source}/sources.toml", data)


def stages(
    cursor: duckdb.DuckDBPyConnection, source: str, found: DataSet, scratch: Path, report: ImportReport
) -> Generator[Step, None, list[Stage]]:
    """Loads the source's files, runs its SELECTs and puts what they give on the stage, table by table."""
    declared = _settings(source)
    fingerprints = yield from source_tables.load(cursor, declared, found, scratch, report)
    if not fingerprints:
        return []
    for step in _steps(source):
        _run(cursor, source, step, step)
    staged = []
    for number, table in enumerate(name for name in TABLES if (folder() / source / f"{name}.sql").exists()):
        yield Step(number, 2 * len(TABLES), f"Conversion : {table}")
        staged.append(_mapped(cursor, source, table, number))
        staged[-1].sha256 = " ".join(sorted(fingerprints))
        staged[-1].keeps = table in declared.get("keep", [])
    report.notices += _notices(cursor, source)
    source_tables.drop(cursor, [*source_tables.names(declared), *_steps(source)])
    return staged


def _steps(source: str) -> list[str]:
    """The steps that several tables share: files whose name starts with `_`, run in the order of their names."""
    return sorted(path.stem for path in (folder() / source).glob("_*.sql"))


def _run(cursor: duckdb.DuckDBPyConnection, source: str, query: str, target: str) -> None:
    try:
        cursor.execute(f"create or replace temp table {target} as {_select(cursor, source, query)}")
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise Refusal(f"queries/mappings/{source}/{query}.sql : {first} ; corrigez cette requête.") from error


def _mapped(cursor: duckdb.DuckDBPyConnection, source: str, table: str, number: int) -> Stage:
    """Runs one SELECT of the mapping into a temporary table of text, and stages it like a file."""
    name = f"mapped_{table}"
    _run(cursor, source, table, name)
    columns = [row[0] for row in cursor.execute(f"describe {name}").fetchall()]
    header = [column for column in columns if column not in ORIGIN]
    cells = ", ".join(f'"{column}"::varchar as c{n}' for n, column in enumerate(header))
    opened = Opened(f"(select {cells} from {name})", header, ",".join(header), _locate(cursor, name, header, columns))
    return staging.stage_opened(cursor, f"stage_{number}", f"{table} ({source})", TABLES[table], opened)


def _select(cursor: duckdb.DuckDBPyConnection, source: str, name: str) -> str:
    """The one SELECT of a mapping's file; raises `Refusal` for anything else."""
    text = queries.text(f"mappings/{source}/{name}")
    try:
        statements = cursor.extract_statements(text)
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise Refusal(f"queries/mappings/{source}/{name}.sql : {first} ; corrigez cette requête.") from error
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise Refusal(f"queries/mappings/{source}/{name}.sql : ce fichier doit tenir en un seul SELECT.")
    return statements[0].query.strip().rstrip(";")


def _locate(cursor: duckdb.DuckDBPyConnection, name: str, header: list[str], columns: list[str]) -> Locate:
    """A mapped row's place is its source's where the SELECT says it; its text is the mapped row, not the source's."""
    cells = ", ".join(f"coalesce(\"{column}\"::varchar, '')" for column in header)
    line = "_line" if "_line" in columns else "rowid + 1"
    file = "_file" if "_file" in columns else "null"

    def locate(ordinals: list[int]) -> dict[int, Place]:
        sql = f"select rowid, {line}, [{cells}], {file} from {name} where rowid in (select unnest(?))"
        found = cursor.execute(sql, [ordinals]).fetchall()
        return {n: Place(place, export.csv_text(row, []).rstrip("\n"), origin) for n, place, row, origin in found}

    return locate


def _notices(cursor: duckdb.DuckDBPyConnection, source: str) -> list[str]:
    if not (folder() / source / "notices.sql").exists():
        return []
    return [row[0] for row in cursor.execute(_select(cursor, source, "notices")).fetchall() if row[0]]
