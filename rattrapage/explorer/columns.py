"""The columns of a query's answer: which are shown, in which format, and none that would pass money off as a number."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import types

from rattrapage.explorer.faults import Fault
from rattrapage.explorer.head import Head

MONTH = r"^[12][0-9]{3}-(0[1-9]|1[0-2])$"
NUMERIC = ("euro", "number", "percent")
FITS: dict[str, Callable[[pa.DataType], bool]] = {
    "euro": lambda kind: types.is_integer(kind) or types.is_decimal(kind),
    "number": lambda kind: types.is_integer(kind) or types.is_decimal(kind),
    "percent": lambda kind: types.is_integer(kind) or types.is_decimal(kind),
    "date": lambda kind: types.is_date(kind) or types.is_timestamp(kind),
    "month": lambda kind: types.is_date(kind) or types.is_string(kind) or types.is_null(kind),
    "text": lambda _: True,
}
SIMPLE = (types.is_integer, types.is_decimal, types.is_date, types.is_timestamp, types.is_string, types.is_boolean)

KINDS = (
    (types.is_integer, "nombre entier"),
    (types.is_decimal, "nombre décimal"),
    (types.is_boolean, "oui ou non"),
    (types.is_timestamp, "date et heure"),
    (types.is_date, "date"),
    (types.is_string, "texte"),
    (types.is_null, "colonne sans valeur"),
    (types.is_interval, "durée (interval)"),
    (types.is_time, "heure (time)"),
    (types.is_dictionary, "énumération (enum)"),
    (types.is_map, "dictionnaire (map)"),
    (types.is_struct, "structure (struct)"),
    (types.is_union, "union de types (union)"),
    (types.is_nested, "liste (list)"),
    (lambda kind: types.is_binary(kind) or types.is_fixed_size_binary(kind), "octets (blob)"),
)


def columns(schema: pa.Schema, head: Head) -> dict[str, tuple[str, str]]:
    """Gives the (label, format) of each column shown, in the order of the SELECT.

    Raises `Fault` for a column that cannot be shown.
    """
    _named(schema, head)
    found = {field.name: _column(field, head) for field in schema if not _only_links(field.name, schema, head)}
    labels = [label for label, _ in found.values()]
    if twice := next((label for label in labels if labels.count(label) > 1), None):
        raise Fault(head.line("columns"), f"deux colonnes ont le même libellé : « {twice} »")
    if head.chart and found[head.chart.y][1] not in NUMERIC:
        raise Fault(head.line("chart"), f"chart : y doit être un nombre ou un montant, « {head.chart.y} » n'en est pas")
    return found


def _only_links(name: str, schema: pa.Schema, head: Head) -> bool:
    """Whether a column is there for the drill alone: a code, not something to read."""
    links = set(head.drill.params.values()) if head.drill else set()
    read = set(schema.names) - links | set(head.columns)
    read |= {head.chart.x, head.chart.y} if head.chart else set()
    return bool(read) and name not in read


def _named(schema: pa.Schema, head: Head) -> None:
    """Every column that the head names is there, once."""
    wanted = [("columns", name) for name in head.columns]
    wanted += [("chart", name) for name in ((head.chart.x, head.chart.y) if head.chart else ())]
    wanted += [("drill", name) for name in (head.drill.params.values() if head.drill else ())]
    for place, name in wanted:
        if name not in schema.names:
            line = head.line(place, name) if place == "columns" else head.line(place)
            raise Fault(line, f"{place} : la requête ne rend pas de colonne « {name} »")
    for name in schema.names:
        if schema.names.count(name) > 1:
            raise Fault(head.sql_line, f"deux colonnes s'appellent « {name} » ; renommez-en une avec as")


def _column(field: pa.Field, head: Head) -> tuple[str, str]:
    label, asked = head.columns.get(field.name, (field.name, None))
    line = head.line("columns", field.name)
    if types.is_floating(field.type):
        raise Fault(line, f"colonne « {field.name} » : nombre flottant ; écrivez (…)::decimal(18, 2)")
    if not any(is_kind(field.type) for is_kind in SIMPLE) and not types.is_null(field.type):
        raise Fault(line, f"colonne « {field.name} » : {_kind(field.type)} ; convertissez-la en texte (::varchar)")
    if asked is None and types.is_decimal(field.type) and field.type.scale > 0:
        raise Fault(line, f"colonne « {field.name} » : nombre décimal sans format ; dites euro, number ou percent")
    if asked and not FITS[asked](field.type):
        wrong = f"le format {asked} ne convient pas à ce type : {_kind(field.type)}"
        raise Fault(line, f"colonne « {field.name} » : {wrong}")
    return label, asked or _usual(field.type)


def _kind(kind: pa.DataType) -> str:
    """A type as an analyst calls it; DuckDB's name stands behind where it is not obvious."""
    return next((words for is_kind, words in KINDS if is_kind(kind)), "type inconnu de l'explorateur")


def _usual(kind: pa.DataType) -> str:
    if types.is_integer(kind) or types.is_decimal(kind):
        return "number"
    return "date" if types.is_date(kind) or types.is_timestamp(kind) else "text"


def is_month(value: object) -> bool:
    """Says whether a value is a month such as `2023-09`."""
    return re.match(MONTH, str(value)) is not None


def shown(table: pa.Table, columns: dict[str, tuple[str, str]]) -> pa.Table:
    """Gives the columns shown, each in the type of its format: months and moments as dates, the rest as text."""
    return pa.table({name: _cast(table[name], kind) for name, (_, kind) in columns.items()})


def _cast(column: pa.ChunkedArray, kind: str) -> pa.ChunkedArray | pa.Array:
    if kind == "month" and types.is_string(column.type):
        months = pc.if_else(pc.match_substring_regex(column, MONTH), column, None)
        return pc.binary_join_element_wise(months, "01", "-").cast(pa.date32())
    if kind in ("date", "month"):
        return column.cast(pa.timestamp("us")).cast(pa.date32()) if types.is_timestamp(column.type) else column
    if kind == "text" and types.is_boolean(column.type):
        return pc.if_else(column, "oui", "non")
    return column.cast(pa.string()) if kind == "text" else column
