"""The maps of unit bars: one bar a month or week and school, coloured by share, hatched where nothing is known."""

from __future__ import annotations

import re
import textwrap

import streamlit as st

from pages.ui import charts, colours

FRAME = "cadre-carte"
BESIDE, SIGN, EDGE = 150, 7, 6
"""Pixels of the schools' names, of a sign of a cell's text, and around it."""
HATCH = {"shape": "/", "bgcolor": "#FFFFFF", "size": 8, "solidity": 0.22}


def show(cells: dict[tuple[str, str], dict], schools: list[str], columns: list[str], key: str, alt: str):
    """Draws the map and returns the (school, column) that the reader selected, or None.

    Where the screen is too narrow for its figures to be read, the map scrolls sideways in its frame, not the page.
    `cells` gives, for each (school, column): text, share (0 to 1, None where nothing is due) and unknown.
    """
    from plotly import graph_objects as go

    figure = go.Figure()
    for column in columns:
        figure.add_bar(**_column([(school, cells.get((school, column))) for school in schools], column))
    figure.update_layout(
        height=70 + 32 * len(schools),
        barmode="stack",
        bargap=0,
        dragmode=False,
        separators=",\u202f",
        showlegend=False,
        margin={"l": 0, "r": 0, "t": 40, "b": 0},
        plot_bgcolor="#FFFFFF",
        font={"color": colours.INK, "size": 13, "family": "Source Sans, sans-serif"},
    )
    _axes(figure, schools, columns)
    st.markdown("Sur un écran étroit, faites glisser la carte vers la gauche pour voir la suite.")
    _at_least(_width(cells, columns))
    with st.container(horizontal=True, wrap=False, key=FRAME):
        state = st.plotly_chart(
            figure, key=key, on_select="rerun", selection_mode="points", alt=alt, config=charts.STILL, theme=None
        )
    points = state["selection"]["points"]
    return tuple(points[0]["customdata"]) if points else None


def _width(cells: dict[tuple[str, str], dict], columns: list[str]) -> int:
    """The least width at which no cell's text and no heading is squeezed, in pixels."""
    texts = [re.sub("<[^>]+>", "", cell["text"]) for cell in cells.values()]
    headings = [word for column in columns for word in column.split(" ")]
    return BESIDE + len(columns) * (SIGN * max(map(len, [*texts, *headings]), default=0) + EDGE)


def _at_least(width: int) -> None:
    """A width below which the frame scrolls: no setting of Streamlit lets a chart be wider than what holds it."""
    st.html(f"<style>.st-key-{FRAME} > div {{ min-width: {width}px; }}</style>")


def _axes(figure, schools: list[str], columns: list[str]) -> None:
    """Names on two lines, so that the cells keep their room on a narrow screen."""
    places = [place + 0.5 for place in range(len(columns))]
    above = [column.replace(" ", "<br>") for column in columns]
    beside = ["<br>".join(textwrap.wrap(school, 22, max_lines=2, placeholder="…")) for school in schools]
    figure.update_xaxes(side="top", tickvals=places, ticktext=above, fixedrange=True, range=[0, len(columns)])
    figure.update_yaxes(autorange="reversed", tickvals=schools, ticktext=beside, fixedrange=True, automargin=True)


def _column(rows: list[tuple[str, dict | None]], column: str) -> dict:
    hidden = [cell is not None and cell["unknown"] for _, cell in rows]
    ink = {"color": colours.INK}
    return {
        "orientation": "h",
        "y": [school for school, _ in rows],
        "x": [1] * len(rows),
        "customdata": [[school, column] for school, _ in rows],
        "text": [cell["text"] if cell else "" for _, cell in rows],
        "textangle": 0,
        "insidetextanchor": "middle",
        "textfont": ink,
        "hovertemplate": "%{y}, " + column + " : %{text}<extra></extra>",
        "marker": {
            "color": [_fill(cell) for _, cell in rows],
            "line": {"color": "#FFFFFF", "width": 2},
            "pattern": {**HATCH, "shape": [HATCH["shape"] if h else "" for h in hidden]},
        },
        "unselected": {"marker": {"opacity": 1}, "textfont": ink},
        "selected": {"marker": {"opacity": 1}},
    }


def _fill(cell: dict | None) -> str:
    if cell is None or (cell["share"] is None and not cell["unknown"]):
        return "#FFFFFF"
    if cell["unknown"]:
        return colours.UNKNOWN
    return next(shade for bound, shade in colours.SHARES if cell["share"] <= bound)
