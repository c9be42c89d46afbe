"""The stage: the rows of one file, typed, in file order, before any rule has judged them."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pycountry

from rattrapage import queries
from rattrapage.imports.readers import csv, parquet, workbook
from rattrapage.imports.readers.gather import SourceFile
from rattrapage.imports.readers.opened import Opened, Unreadable, named
from rattrapage.imports.tables import Column, Table


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
    rules: list[tuple[str, str]]
    read: int = 0
    keeps: bool = False
    notices: list[str] = field(default_factory=list)

    def open_view(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Makes this file the one that the checks see as `stage`."""
        cursor.execute(f"create or replace temp view stage as select rowid as record, * from {self.name}")


def prepare(cursor: duckdb.DuckDBPyConnection) -> None:
    """Gives a cursor the reading macros."""
    queries.run(cursor, "imports/macros")


def open_file(file: SourceFile, required: list[str], kinds: dict[str, str], scratch: Path) -> Opened:
    """Opens a file of any of the three types; raises `Unreadable` when it cannot be read at all."""
    suffix = file.path.suffix.lower()
    if suffix == ".xlsx":
        return workbook.open_workbook(file.path, file.name, required, kinds, scratch)
    if suffix == ".parquet":
        return parquet.open_parquet(file.path, file.name, required, kinds)
    return csv.open_csv(file.path, file.name, required, scratch)


def stage(cursor: duckdb.DuckDBPyConnection, name: str, file: SourceFile, table: Table, scratch: Path) -> Stage:
    """Reads a file into the temporary table `name`; raises `Unreadable`."""
    kinds = {column.name: column.kind for column in table.columns}
    with ThreadPoolExecutor(1) as aside:
        sha256 = aside.submit(fingerprint, file.path)
        opened = open_file(file, table.required, kinds, scratch)
        if twice := [column for column in kinds if opened.header.count(column) > 1]:
            raise Unreadable(f"{file.name} : colonnes présentes deux fois : {named(twice)} ; gardez-en une.")
        staged = stage_opened(cursor, name, file.name, table, opened)
        staged.sha256 = sha256.result()
    return staged


def stage_opened(cursor: duckdb.DuckDBPyConnection, name: str, file: str, table: Table, opened: Opened) -> Stage:
    """Reads opened columns into the temporary table `name`."""
    header = _first_places(opened.header)
    rules = _rules(table, header)
    if not _fast(cursor, _sql(name, table, opened, header, rules), name, table, opened):
        opened = opened.careful()
        cursor.execute(_sql(name, table, opened, header, rules))
    (read,) = cursor.execute(f"select count(*) from {name}").fetchone()
    unknown = [column for column in header if column and column not in {c.name for c in table.columns}]
    notices = [*opened.notices]
    if unknown:
        notices.append(f"{file} : colonnes inconnues, ignorées : {named(unknown)}.")
    return Stage(file, table, name, opened, "", rules, read, notices=notices)


def _fast(cursor: duckdb.DuckDBPyConnection, sql: str, name: str, table: Table, opened: Opened) -> bool:
    """Whether the fast way read the file; it bears neither ragged lines nor records without any cell."""
    try:
        cursor.execute(sql)
    except duckdb.Error:
        if not opened.careful:
            raise
        return False
    blank = " and ".join(f"{column} is null" for column in table.required)
    return not opened.careful or not cursor.execute(f"select 1 from {name} where {blank} limit 1").fetchone()


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file as received."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _first_places(header: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, column in enumerate(header):
        places.setdefault(column, place)
    return places


def _rules(table: Table, header: dict[str, int]) -> list[tuple[str, str]]:
    """What a row can break by itself, as (reason, column), in order (rules.md, Rejected rows)."""
    present = [column for column in table.columns if column.name in header]
    rules = [("missing_value", column.name) for column in present if column.required]
    rules += [("missing_value", table.one_of[0])] if table.one_of else []
    numbers, dates = ("amount", "quantity", "price", "rate"), ("date", "day_or_month", "month", "moment")
    rules += [("bad_number", column.name) for column in present if column.kind in numbers]
    rules += [("bad_date", column.name) for column in present if column.kind in dates]
    rules += [("bad_value", column.name) for column in present if column.kind in ("choice", "country", "bool")]
    return [*rules, ("bad_value", "")]


def _sql(name: str, table: Table, opened: Opened, header: dict[str, int], rules: list[tuple[str, str]]) -> str:
    trim = "nullif({}, '')" if opened.tidy else "blank_off({})"
    texts = [
        f"{trim.format(f'c{header[c.name]}') if c.name in header else 'null::varchar'} as {c.name}_text"
        for c in table.columns
    ]
    fault = "fault" if opened.has_faults else "null::varchar as fault"
    read = [f"{_value(column)} as {column.name}_value" for column in table.columns]
    values = [f"coalesce({c.name}_value, {c.default}) as {c.name}" for c in table.columns]
    if table.name == "attendance":
        values.insert(4, "coalesce(strlen(date_text) = 7, false) as monthly")
    inner = f"select {', '.join(texts)}, {fault} from {opened.relation}"
    middle = f"select *, {', '.join(read)} from ({inner})"
    problem = " ".join(f"when {_broken(table, *rule)} then {n}" for n, rule in enumerate(rules, 1))
    return (
        f"create or replace temp table {name} as select {', '.join(values)}, "
        f"(case {problem} else 0 end)::utinyint as problem, fault from ({middle})"
    )


def _value(column: Column) -> str:
    """The SQL of a cell's value; `in` would be a join, and rows joined on two threads lose the order of their file."""
    text = f"{column.name}_text"
    values = [country.alpha_2 for country in pycountry.countries] if column.kind == "country" else column.values
    if values:
        listed = ", ".join(f"'{value}'" for value in values)
        return f"case when list_contains([{listed}], {text}) then {text} end"
    return f"as_{column.kind}({text})"


def _broken(table: Table, reason: str, column: str) -> str:
    if not column:
        return "fault is not null"
    if reason == "missing_value":
        alternatives = table.one_of if column in table.one_of else (column,)
        return " and ".join(f"{name}_text is null" for name in alternatives)
    return f"{column}_value is null and {column}_text is not null"
