"""A Parquet file: typed columns given back as the text a CSV would hold."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from rattrapage.imports.readers import headers
from rattrapage.imports.readers.headers import Wanted
from rattrapage.imports.readers.opened import Locate, Opened, Place, Unreadable
from rattrapage.queries import quoted


def open_parquet(path: Path, name: str, wanted: Wanted) -> Opened:
    """Opens a Parquet file by name; raises `Unreadable` when it is none or lacks required columns."""
    schema = _metadata(path, name).schema.to_arrow_schema()
    header = wanted.resolve(schema.names)
    headers.judge(name, header, wanted)
    kinds = [wanted.kinds.get(column, "text") for column in header]
    cells = [_cell(field, kind) for field, kind in zip(schema, kinds, strict=True)]
    columns = ", ".join(f"{cell} as c{n}" for n, cell in enumerate(cells)) or "null as c0"
    relation = f"(select {columns} from read_parquet({quoted(path)}))"
    return Opened(relation, header, ";".join(schema.names), _locate(relation, len(header)))


def peek(path: Path, name: str, wanted: Wanted) -> tuple[list[str], int | None]:
    """The columns of a Parquet file and its number of rows. Raises `Unreadable`."""
    found = _metadata(path, name)
    return wanted.resolve(found.schema.to_arrow_schema().names), found.num_rows


def _metadata(path: Path, name: str) -> pq.FileMetaData:
    try:
        return pq.read_metadata(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise Unreadable(f"{name} : ce n'est pas un fichier Parquet lisible ; exportez-le de nouveau.") from error


def _cell(field: pa.Field, kind: str) -> str:
    """The SQL that writes a typed column as plain text: no exponent, no trailing zeros, months as `2023-09`."""
    column = '"' + field.name.replace('"', '""') + '"'
    if pa.types.is_date(field.type) or pa.types.is_timestamp(field.type):
        if kind == "month":
            return f"strftime({column}, '%Y-%m')"
        return f"regexp_replace({column}::timestamp::varchar, ' 00:00:00$', '')"
    if pa.types.is_floating(field.type):
        exact = f"try_cast({column}::double as decimal(38, 10))"
        return f"coalesce(regexp_replace({exact}::varchar, '\\.?0+$', ''), {column}::varchar)"
    if pa.types.is_decimal(field.type) and field.type.scale > 0:
        return f"regexp_replace({column}::varchar, '\\.?0+$', '')"
    return f"{column}::varchar"


def _locate(relation: str, width: int) -> Locate:
    """Rows of a Parquet file have no lines: the n-th row counts as line n + 1, as if a header stood above."""
    cells = ", ".join(f"coalesce(c{n}, '')" for n in range(width))

    def locate(ordinals: list[int]) -> dict[int, Place]:
        with duckdb.connect() as memory:
            sql = f"select row_number() over () - 1 as n, concat_ws(';', {cells}) as raw from {relation}"
            found = memory.execute(f"select n, raw from ({sql}) where n in (select unnest(?))", [ordinals]).fetchall()
        return {n: Place(n + 2, raw) for n, raw in found}

    return locate
