"""What every kind of file becomes once opened: columns of text in file order, and a way back to its lines."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq


class Place(NamedTuple):
    """Where a record came from: its physical line, its text, and its file when that is not the one being read."""

    line: int
    raw: str
    file: str | None = None


Locate = Callable[[list[int]], dict[int, Place]]


@dataclass
class Opened:
    """A file ready to be staged.

    `relation` is a SQL FROM item whose columns `c0`, `c1`, … hold the text of the cells of `header`, in file order, and
    whose column `fault` (when `has_faults`) names what is wrong with a row as `column|sentence`. `tidy` says that no
    cell has blanks or apostrophes to take off. `line` is the SQL of a row's physical line. `locate` gives, for the
    ordinals of records (0 = the first after the header), where they came from. `careful` opens the file again in a
    slower way that bears what `relation` cannot. `odd` says that cells may hold control characters or text decoded
    twice. `parts` are the sheets of a workbook, by the name that reports give them, with their numbers of rows;
    `origin` is the SQL of that name for a row.
    """

    relation: str
    header: list[str]
    header_text: str
    locate: Locate
    line: str = "row_number() over () + 1"
    tidy: bool = False
    has_faults: bool = False
    notices: list[str] = field(default_factory=list)
    careful: Callable[[], Opened] | None = None
    odd: bool = True
    parts: list[tuple[str, int]] = field(default_factory=list)
    origin: str = ""


class Unreadable(Exception):
    """A file refused whole; the message is one French line (rules.md, Corrections)."""


def missing_columns(name: str, header: list[str], required: list[str]) -> Unreadable:
    """The refusal of a file that lacks required columns, naming them and those it has."""
    missing = [column for column in required if column not in header]
    return Unreadable(
        f"{name} : colonnes obligatoires absentes : {', '.join(missing)} (trouvées : {named(header)}) ; "
        "corrigez la ligne d'en-tête."
    )


def named(columns: list[str]) -> str:
    """Column names for a one-line message: the first ten, what cannot be printed left out."""
    clean = ["".join(sign if sign.isprintable() else " " for sign in column)[:40] for column in columns if column]
    return ", ".join(clean[:10]) + (f"… ({len(clean)})" if len(clean) > 10 else "") or "aucune"


def write_rows(rows: Iterable[tuple[object, ...]], width: int, target: Path) -> Path:
    """Writes rows of `width` cells, fault, raw text, line and sheet as Parquet, block by block; returns `target`."""
    fields = [(f"c{n}", pa.string()) for n in range(width)]
    kept = [("fault", pa.string()), ("raw", pa.string()), ("line", pa.int64()), ("sheet", pa.string())]
    schema = pa.schema([*fields, *kept])
    with pq.ParquetWriter(target, schema) as writer:
        for block in _batched(rows, 20_000):
            arrays = [pa.array(c, t.type) for c, t in zip(zip(*block, strict=True), schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    return target


def _batched(rows: Iterable[tuple[object, ...]], size: int) -> Iterable[list[tuple[object, ...]]]:
    rows = iter(rows)
    while block := list(itertools.islice(rows, size)):
        yield block


def by_stored_line(target: Path) -> Locate:
    """The way back to lines for a file that `write_rows` wrote."""

    def locate(ordinals: list[int]) -> dict[int, Place]:
        table = pq.read_table(target, columns=["line", "raw", "sheet"]).take(ordinals)
        places = map(Place, *(table[name].to_pylist() for name in ("line", "raw", "sheet")))
        return dict(zip(ordinals, places, strict=True))

    return locate
