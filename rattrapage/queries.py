"""The named SQL files: every rule and every figure lives in `queries/`, never inside Python."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import duckdb

from rattrapage.errors import Refusal, cause

if TYPE_CHECKING:
    import pyarrow as pa  # most commands never load it

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "queries"
DATA = ROOT / "data"
NEEDS = re.compile(r"^-- needs: ((?:.*,\n--  +)*.*)$", re.MULTILINE)
Row = TypeVar("Row", bound=tuple[Any, ...])
Record = TypeVar("Record", bound=Mapping[str, object])
Value = TypeVar("Value")


@functools.cache
def text(name: str) -> str:
    """Reads the text of `queries/<name>.sql`; raises `Refusal` when there is no such file."""
    try:
        return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    except OSError as error:
        raise Refusal(f"Requête introuvable : queries/{name}.sql ({cause(error)}).") from error


def names(folder: str) -> list[str]:
    """Lists the names of the files of `queries/<folder>`, in their numbered order."""
    return [f"{folder}/{path.stem}" for path in sorted((FOLDER / folder).glob("*.sql"))]


@functools.cache
def needs(name: str) -> tuple[str, ...]:
    """Gives the tables and views that another file must have made, as the head of `queries/<name>.sql` says them.

    Macros, written `is_small()`, are left out: a cursor cannot be asked for one at little cost.
    """
    found = NEEDS.search(text(name))
    listed = re.findall(r"\w+(?:\(\))?", found[1]) if found else []
    return tuple(table for table in listed if not table.endswith("()"))


def quoted(path: Path) -> str:
    """Gives a path as a SQL literal."""
    return "'" + str(path).replace("'", "''") + "'"


def run(cursor: duckdb.DuckDBPyConnection, name: str, **values: object) -> duckdb.DuckDBPyConnection:
    """Runs a named file and returns its cursor; `values` are bound, and a value no statement names is ignored.

    Raises `Refusal`, nothing run, when a table that the file needs is not there.
    """
    _check_needs(cursor, name)
    return run_text(cursor, text(name), **values)


def _check_needs(cursor: duckdb.DuckDBPyConnection, name: str) -> None:
    """Looks each needed table up in the catalogue: some 3 µs a table, 0.2 ms a view, in any state of a transaction."""
    for table in needs(name):
        try:
            cursor.table(table)
        except (duckdb.CatalogException, duckdb.InvalidInputException) as error:
            raise Refusal(f"queries/{name}.sql : la table « {table} » manque ; faites-la d'abord.") from error


def run_text(cursor: duckdb.DuckDBPyConnection, sql: str, **values: object) -> duckdb.DuckDBPyConnection:
    """Runs each statement of a text in order, binding the values it names; returns the last one's cursor."""
    if not values:
        return cursor.execute(sql)
    for statement in cursor.extract_statements(sql):
        wanted = {key: values[key] for key in statement.named_parameters if key in values}
        cursor.execute(statement, wanted or None)
    return cursor


def rows(cursor: duckdb.DuckDBPyConnection, name: str, **values: object) -> list[dict[str, Any]]:
    """Gives all rows of a named query as dictionaries; amounts stay `Decimal`."""
    answer = run(cursor, name, **values)
    columns = [column[0] for column in answer.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


def all(cursor: duckdb.DuckDBPyConnection, name: str, row: type[Row], **values: object) -> list[Row]:
    """Gives all rows of a named query as `row`, a NamedTuple whose fields are the query's columns, in its order.

    Raises `TypeError` when they are not: the query and its reader have parted.
    """
    answer = run(cursor, name, **values)
    columns = tuple(column[0] for column in answer.description or ())
    fields = getattr(row, "_fields", ())
    if columns != fields:
        raise TypeError(f"queries/{name}.sql gives {columns}, {row.__name__} reads {fields}")
    return [row(*found) for found in answer.fetchall()]


def records(cursor: duckdb.DuckDBPyConnection, name: str, record: type[Record], **values: object) -> list[Record]:
    """Gives all rows of a named query as `record`, a TypedDict whose keys are the query's columns.

    For rows that go on as dictionaries, into a letter or JSON. Raises `TypeError` when the columns are not the keys.
    """
    answer = run(cursor, name, **values)
    columns, keys = [column[0] for column in answer.description or ()], list(record.__annotations__)
    if sorted(columns) != sorted(keys):
        raise TypeError(f"queries/{name}.sql gives {columns}, {record.__name__} reads {keys}")
    return cast("list[Record]", [dict(zip(columns, row, strict=True)) for row in answer.fetchall()])


def first(cursor: duckdb.DuckDBPyConnection, name: str, row: type[Row], **values: object) -> Row | None:
    """Gives the first row of a named query, or None without any; see `all`."""
    return next(iter(all(cursor, name, row, **values)), None)


def one(cursor: duckdb.DuckDBPyConnection, name: str, row: type[Row], **values: object) -> Row:
    """Gives the only row of a named query; raises `LookupError` when it gives none or several; see `all`."""
    found = all(cursor, name, row, **values)
    if len(found) != 1:
        raise LookupError(f"queries/{name}.sql gives {len(found)} rows where one is expected")
    return found[0]


def value(cursor: duckdb.DuckDBPyConnection, name: str, kind: type[Value], **values: object) -> Value:
    """Gives the one value of a named query that gives one row of one column.

    Raises `TypeError` when it is not of `kind` (NULL is of none), `LookupError` when there is another number of rows.
    """
    found = run(cursor, name, **values).fetchall()
    if len(found) != 1 or len(found[0]) != 1:
        raise LookupError(f"queries/{name}.sql gives {found[:2]} where one value is expected")
    if not isinstance(found[0][0], kind):
        raise TypeError(f"queries/{name}.sql gives {found[0][0]!r} where {kind.__name__} is expected")
    return found[0][0]


def arrow(cursor: duckdb.DuckDBPyConnection, name: str, **values: object) -> pa.Table:
    """Gives the answer as an Arrow table (amounts as decimal128), for pages and downloads."""
    return run(cursor, name, **values).to_arrow_table()
