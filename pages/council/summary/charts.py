"""The two charts of « Synthèse »: nothing can be selected on them, and a hidden figure has no bar."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from pages.ui import charts, colours, formats, labels
from rattrapage.letters.shapes.council import CouncilCause, CouncilMonth

THOUSAND = Decimal(1000)
# Light fills, so that the amounts stand out on them; the hatch tells the two apart without colour.
BILLED = {"color": "#A9BCC0"}
LEFT = {"color": "#E07B33", "pattern": {"shape": "/", "bgcolor": "#FBE0C2", "size": 10, "solidity": 0.15}}
EDGE = {"color": colours.INK, "width": 1}


def months(rows: list[CouncilMonth], billed_label: str) -> None:
    """Draws stacked bars by month of use: billed, then left to bill, hatched.

    `rows`: month, billed, remaining, masked.
    """
    from plotly import graph_objects as go

    shown = [row for row in rows if not row["masked"]]
    figure, names = go.Figure(), [formats.month(row["month"]) for row in shown]
    figure.add_bar(x=names, **_part(billed_label, [row["billed"] for row in shown], BILLED))
    figure.add_bar(x=names, **_part("Reste à facturer", [row["remaining"] for row in shown], LEFT))
    charts.layout(figure, 380)
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "normal"}
    figure.update_layout(barmode="stack", showlegend=True, legend=legend, margin_t=60)
    figure.update_xaxes(type="category")
    figure.update_yaxes(tickformat=",.0f", ticksuffix=" €", nticks=6)
    alt = f"{billed_label} et reste à facturer par mois d'usage ; les mêmes chiffres sont dans le tableau."
    st.plotly_chart(figure, alt=alt, config=charts.STILL, theme=None)


def _part(name: str, amounts: Sequence[Decimal | None], marker: dict) -> dict:
    return {
        "name": name,
        "y": amounts,
        "text": [thousands(amount) for amount in amounts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textfont": {"color": colours.INK},
        "textangle": 0,
        "marker": {**marker, "line": EDGE},
        "hovertemplate": f"{name}, %{{x}} : %{{text}}<extra></extra>",
    }


def thousands(amount: Decimal | None) -> str:
    """Writes thousands of euros: « 25,2 k€ »; an amount of 0 or None, whose bar cannot be seen, is ''."""
    return f"{amount / THOUSAND:.1f} k€".replace(".", ",") if amount else ""


def causes(rows: list[CouncilCause]) -> None:
    """Draws horizontal bars of euros by cause, signed. `rows`: cause, amount, masked."""
    from plotly import graph_objects as go

    bars = [(row["cause"], row["amount"]) for row in rows if not row["masked"] and row["amount"]]
    names = [f"{labels.CAUSES[cause]}<br>{formats.euro(amount)}" for cause, amount in bars]
    figure = go.Figure()
    figure.add_bar(
        orientation="h",
        y=names,
        x=[amount for _, amount in bars],
        marker={"color": [colours.OWED if amount > 0 else colours.CREDITED for _, amount in bars]},
        hovertemplate="%{y}<extra></extra>",
    )
    charts.layout(figure, 60 + 48 * len(bars))
    figure.update_xaxes(tickformat=",.0f", ticksuffix=" €", nticks=4)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    alt = "Reste à facturer et trop facturé par cause ; les mêmes chiffres sont dans le tableau."
    st.plotly_chart(figure, alt=alt, config=charts.STILL, theme=None)
