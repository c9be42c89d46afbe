"""The tables on screen: formats of the reader's language, the worst 500 rows at most, never a float for money."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import streamlit as st

from pages.ui import formats
from pages.ui.columns import Column, worded

ROWS = 500
TALL, WIDE = 30, 14


def show(table: pa.Table, columns: dict[str, Column], alt: str, total: int | None = None, **settings):
    """Shows the rows of an Arrow table; `total` is how many there are in all, said when some are left out."""
    if total is not None and total > table.num_rows:
        st.markdown(f"{formats.count(table.num_rows)} premiers sur {formats.count(total)}")
    return st.dataframe(
        worded(table, columns),
        column_config={name: _config(column) for name, column in columns.items()},
        hide_index=True,
        placeholder=formats.MISSING,
        alt=alt,
        **settings,
    )


def pick(table: pa.Table, columns: dict[str, Column], alt: str, key: str, total: int) -> int | None:
    """Shows a table of which one row can be selected; gives the place of that row, None without one."""
    shown = show(table, columns, alt, total, key=key, on_select="rerun", selection_mode="single-row")
    places = shown["selection"]["rows"]
    return places[0] if places else None


def row(table: pa.Table, place: int | None) -> dict[str, Any] | None:
    """Gives the row at a place that `pick` gave, None without one."""
    return None if place is None else table.slice(place, 1).to_pylist()[0]


def small(rows: list[dict[str, str]], alt: str) -> None:
    """Shows a table of words (Markdown) as text that reads and prints well; its keys are the headings.

    From 30 rows or 14 columns on it is a grid, which keeps its headings in sight.
    """
    if len(rows) < TALL and all(len(row) < WIDE for row in rows):
        st.table(rows, hide_index=True, alt=alt)
    else:
        texts = [{key: formats.raw(word) for key, word in row.items()} for row in rows[:ROWS]]
        show(pa.Table.from_pylist(texts), {key: Column(key) for key in rows[0]}, alt, total=len(rows))


def _config(column: Column):
    match column.kind:
        case "euro" | "percent":
            return st.column_config.NumberColumn(column.label, format=column.kind)
        case "number":
            return st.column_config.NumberColumn(column.label, format="localized")
        case "date":
            return st.column_config.DateColumn(column.label, format="DD/MM/YYYY")
        case "month":
            return st.column_config.DateColumn(column.label, format="MM/YYYY")
        case "moment":
            return st.column_config.DatetimeColumn(column.label, format="DD/MM/YYYY HH:mm")
        case _:
            return st.column_config.TextColumn(column.label)
