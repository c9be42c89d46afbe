"""The charts: Plotly with our colours, French figures and an `alt`; the page shows the same figures in a table."""

from __future__ import annotations

import textwrap
import time

import streamlit as st

from pages.ui import colours, formats, labels

STILL = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
SHOWN, HEAD_START = "graphiques:ouverts", 0.35
TICKS = (0, 20, 40, 60, 80, 100)
MARGIN, SPREAD, CEILING, FLOOR = 165, 9.5, 106, -2


def _after_the_figures() -> None:
    """Once a session, lets the browser show what stands above before it is handed the chart's library.

    It takes about a second to read that library and shows nothing meanwhile.
    """
    if not st.session_state.get(SHOWN):
        st.session_state[SHOWN] = True
        time.sleep(HEAD_START)


def layout(figure, height: int) -> None:
    """Sets the height, fonts and axes that all charts share."""
    _after_the_figures()
    figure.update_layout(
        height=height,
        dragmode=False,
        separators=",\u202f",
        showlegend=False,
        margin={"l": 0, "r": 0, "t": 16, "b": 0},
        font={"color": colours.INK, "size": 14, "family": "Source Sans, sans-serif"},
        plot_bgcolor="#FFFFFF",
    )
    figure.update_xaxes(fixedrange=True, gridcolor=colours.GRID, zerolinecolor=colours.INK, automargin=True)
    figure.update_yaxes(fixedrange=True, gridcolor=colours.GRID, automargin=True)


def causes(rows: list[dict], key: str) -> str | None:
    """Draws horizontal bars of euros by cause, signed; returns the code of the bar the reader selected.

    `rows`: cause, amount. A gap to bill is red, one to credit blue; the amount stands beside the cause's name.
    """
    from plotly import graph_objects as go

    figure = go.Figure()
    figure.add_bar(
        orientation="h",
        y=[f"{labels.CAUSES[row['cause']]}<br>{formats.euro(row['amount'])}" for row in rows],
        x=[row["amount"] for row in rows],
        customdata=[row["cause"] for row in rows],
        marker={"color": [colours.OWED if row["amount"] > 0 else colours.CREDITED for row in rows]},
        hovertemplate="%{y}<extra></extra>",
        unselected={"marker": {"opacity": 0.45}},
    )
    layout(figure, 60 + 48 * len(rows))
    figure.update_xaxes(tickformat=",.0f", ticksuffix=" €", nticks=4)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    said = ", ".join(f"{labels.CAUSES[row['cause']]} {formats.euro(row['amount'])}" for row in rows)
    state = st.plotly_chart(
        figure,
        key=key,
        on_select="rerun",
        selection_mode="points",
        alt=f"Écarts par cause : {said}",
        config=STILL,
        theme=None,
    )
    points = state["selection"]["points"]
    return points[0]["customdata"] if points else None


def coverage(lines: dict[str, list[dict]], months: list[str], threshold: int) -> None:
    """Draws one line a service: the share billed by month, hollow where over 10 % of the days are unknown.

    `lines`: label → rows with month, share (0 to 1, or None) and partly.
    """
    from plotly import graph_objects as go

    figure = go.Figure()
    names = {code: formats.month(code) for code in months}
    drawn = {label: rows for label, rows in lines.items() if any(row["share"] is not None for row in rows)}
    for place, (label, rows) in enumerate(drawn.items()):
        figure.add_scatter(**_line(label, rows, names, place))
    _end_labels(figure, drawn)
    figure.add_hline(y=threshold, line={"dash": "dash", "color": colours.INK, "width": 1})
    layout(figure, 440)
    figure.update_layout(margin={"r": MARGIN})
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=list(names.values()))
    figure.update_yaxes(range=[-4, 108], tickvals=TICKS, ticktext=[f"{tick} %" for tick in TICKS])
    alt = (
        f"Taux de facturation par mois et par service, seuil à {threshold} % ; les mêmes chiffres sont dans le tableau."
    )
    st.plotly_chart(figure, alt=alt, config=STILL, theme=None)


def _line(label: str, rows: list[dict], names: dict[str, str], place: int) -> dict:
    colour, marker = _look(place)
    return {
        "x": [names[row["month"]] for row in rows],
        "y": [_hundred(row) for row in rows],
        "mode": "lines+markers",
        "name": label,
        "line": {"color": colour, "width": 2},
        "marker": {
            "symbol": [f"{marker}-open" if row["partly"] else marker for row in rows],
            "size": 11,
            "color": colour,
        },
        "hovertemplate": f"{label}, %{{x}} : %{{y:.1f}} %<extra></extra>",
    }


def _look(place: int) -> tuple[str, str]:
    return colours.LINES[place % len(colours.LINES)], colours.MARKERS[place % len(colours.MARKERS)]


def _hundred(row: dict) -> float | None:
    return None if row["share"] is None else float(row["share"].scaleb(2))


def _end_labels(figure, drawn: dict[str, list[dict]]) -> None:
    """Names each line at its end, in its colour, spread so that no two names overlap."""
    ends = sorted(((_last(rows), place, label) for place, (label, rows) in enumerate(drawn.items())), reverse=True)
    heights = spread([end[0] for end in ends])
    for height, (_, place, label) in zip(heights, ends, strict=True):
        figure.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=8,
            y=height,
            text=_name(label, place),
            showarrow=False,
            align="left",
            font={"size": 12},
        )


def _name(label: str, place: int) -> str:
    """The line's mark in its colour, then its name in ink: the colours are too light for small text."""
    mark = f'<span style="color:{_look(place)[0]}">{colours.SIGNS[place % len(colours.SIGNS)]}</span>'
    return f"{mark} " + "<br>".join(textwrap.wrap(label, 24))


def spread(heights: list[float]) -> list[float]:
    """Spreads heights from the top down, moved as little as two lines of text need, and never below the axis."""
    placed, above = [], CEILING + SPREAD
    for rank, height in enumerate(heights):
        below = len(heights) - 1 - rank
        above = max(min(height, above - SPREAD), FLOOR + SPREAD * below)
        placed.append(above)
    return placed


def _last(rows: list[dict]) -> float:
    return next((share for row in reversed(rows) if (share := _hundred(row)) is not None), 0.0)
