"""The chart of an explorer query: bars, lying bars or a line; the table beneath has the same figures."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.ui import charts, colours, formats
from pages.ui.columns import Column
from rattrapage.explorer.head import Chart

MOST = 40
TICKS = {"euro": (",.0f", " €"), "percent": (",.0f", " %"), "number": (",~f", "")}
SAID: dict[str, Callable[[Any], str]] = {
    "euro": formats.euro,
    "number": formats.number,
    "percent": formats.share,
    "date": formats.day,
    "month": lambda date: formats.MISSING if date is None else formats.month(f"{date:%Y-%m}"),
    "text": lambda text: formats.MISSING if text in (None, "") else str(text),
}
"""Each format as text."""


def said(value: object, kind: str) -> str:
    """Writes a value as a French reader does, by the format of its column."""
    return SAID[kind](value)


def draw(chart: Chart, table: pa.Table, columns: dict[str, Column]) -> None:
    """Draws the first rows of the table, and says so when there are more."""
    rows = table.select([chart.x] if chart.x == chart.y else [chart.x, chart.y]).slice(0, MOST).to_pylist()
    y, x = columns[chart.y], columns[chart.x]
    st.header(formats.plain(f"{y.label} par {_lowered(x.label)}"))
    if table.num_rows > MOST:
        st.markdown(f"Le graphique montre les {MOST} premières lignes du tableau.")
    names = [said(row[chart.x], x.kind) for row in rows]
    words = [said(row[chart.y], y.kind) for row in rows]
    figure = _figure(chart.kind, names, [_height(row[chart.y], y.kind) for row in rows], words)
    _axes(figure, chart.kind, y, len(rows))
    alt = f"{y.label} par {_lowered(x.label)} : {_summary(names, words)}"
    st.plotly_chart(figure, alt=alt, config=charts.STILL, theme=None)


def _lowered(label: str) -> str:
    """« Mois d'usage » inside a sentence; a word all in capitals stays so."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _height(value: Decimal | int | None, kind: str) -> Decimal | int | None:
    return value * 100 if kind == "percent" and value is not None else value


def _summary(names: list[str], words: list[str]) -> str:
    listed = ", ".join(f"{name} {word}" for name, word in zip(names[:12], words, strict=False))
    return f"{listed}{', …' if len(names) > 12 else ''} ; les chiffres sont dans le tableau."


def _figure(kind: str, names: list[str], heights: list, words: list[str]):
    from plotly import graph_objects as go

    figure = go.Figure()
    hover = [f"{name} : {word}" for name, word in zip(names, words, strict=True)]
    shared = {"hovertext": hover, "hoverinfo": "text"}
    if kind == "line":
        marks = {"mode": "lines+markers", "line": {"color": colours.SURE, "width": 2}, "marker": {"size": 9}}
        figure.add_scatter(x=names, y=heights, **marks, **shared)
    elif kind == "bar":
        figure.add_bar(x=names, y=heights, marker={"color": colours.SURE}, **shared)
    else:
        wrapped = ["<br>".join(textwrap.wrap(name, 28)) or name for name in names]
        figure.add_bar(orientation="h", y=wrapped, x=heights, marker={"color": colours.SURE}, **shared)
    return figure


def _axes(figure, kind: str, y: Column, count: int) -> None:
    charts.layout(figure, 90 + 38 * count if kind == "hbar" else 380)
    form, suffix = TICKS[y.kind]
    figures, labels = (figure.update_xaxes, figure.update_yaxes)[:: 1 if kind == "hbar" else -1]
    figures(tickformat=form, ticksuffix=suffix, nticks=5)
    labels(type="category", showgrid=False)
    if kind == "line":
        figures(rangemode="tozero")
    if kind == "hbar":
        labels(autorange="reversed")
