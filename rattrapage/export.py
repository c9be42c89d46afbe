"""Files out: UTF-8 CSV with neutralised cells, written beside their name and renamed, never half there."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from rattrapage.errors import Refusal, cause
from rattrapage.queries import quoted

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def neutral(cell: object) -> object:
    """Gives a cell that a spreadsheet cannot take for a formula.

    A text that begins with `= + - @`, tab or CR gets an apostrophe before it; other values stay as they are.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def csv_text(header: list[str], rows: Iterable[Iterable[object]]) -> str:
    """Writes rows as CSV (rules.md, Files out).

    Commas, dates YYYY-MM-DD, amounts as they are, None as an empty cell.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue()


def copy(cursor: duckdb.DuckDBPyConnection, sql: str, path: Path, **values: object) -> None:
    """Writes the rows of a query as CSV (rules.md, Files out).

    Text is neutralised, quantities have no useless zeros, unit prices have two decimals or the four they need.

    The rows stand in the order of the query's own ORDER BY: what is put above it is a plain projection, the one thing
    that DuckDB promises to keep in order. A list of values (`in (…)`) there would become a join on two threads.
    """
    described = cursor.execute(f"describe {sql}", values).fetchall()
    cells = ", ".join(f"{_cell(name, kind)} as {name}" for name, kind, *_ in described)
    cursor.execute(f"copy (select {cells} from ({sql})) to {quoted(path)} (format csv, header, delimiter ',')", values)


def _cell(name: str, kind: str) -> str:
    if kind == "VARCHAR":
        dangerous = " or ".join(f"starts_with({name}, chr({ord(sign)}))" for sign in DANGEROUS)
        return f"case when {dangerous} then concat(chr(39), {name}) else {name} end"
    if name.endswith("quantity"):
        return f"regexp_replace({name}::varchar, '\\.?0+$', '')"
    if name == "unit_price":
        return "regexp_replace(unit_price::varchar, '(\\.\\d\\d)00$', '\\1')"
    return name


def check_place(path: Path) -> None:
    """Raises `Refusal` when no file of this name can be written: called before a command changes the ledger."""
    if path.is_dir():
        raise Refusal(f"{path} : c'est un dossier ; donnez un nom de fichier.")
    with contextlib.suppress(_Tried), writing(path):
        raise _Tried


class _Tried(Exception):
    """Ends a trial of `writing` before the file takes its name."""


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Gives a temporary path beside `path` that takes its name when the block ends well.

    Raises `Refusal` when the folder cannot be written to or the disk is full; then nothing has changed.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
        beside = Path(name)
        try:
            yield beside
            beside.chmod(0o644)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise Refusal(f"{path} : écriture impossible ({cause(error)}) ; choisissez un autre dossier.") from error


def write_text(path: Path, text: str) -> None:
    """Writes one text file, whole or not at all; raises `Refusal`."""
    with writing(path) as beside:
        beside.write_text(text, encoding="utf-8", newline="")
