"""The bars of « Plans de rattrapage »: what falls due each month, stacked by means of payment."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from pages.ui import charts, colours, formats, labels
from rattrapage.plans.effects import Month

# A light fill with dark text and a pattern each: no means of payment is shown by colour alone.
FILLS = {
    "direct_debit": ("#A9BCC0", ""),
    "online": ("#F8C08E", "/"),
    "cheque": ("#D9CBE3", "\\"),
    "cash": ("#F7E08E", "x"),
    "cesu": ("#BFE0B8", "-"),
    "transfer": ("#C9D3F0", "|"),
}

TOTALS = 6
"""More totals than this would run into each other on a phone."""


def due(months: list[Month]) -> None:
    """Draws stacked bars of euros by month of the due date, each month's total above when there is room."""
    from plotly import graph_objects as go

    figure, names = go.Figure(), [formats.month(month.month) for month in months]
    for method, label in labels.METHODS.items():
        amounts = [month.methods.get(method) for month in months]
        if any(amounts):
            figure.add_bar(x=names, y=amounts, **_part(method, label, amounts))
    if len(months) <= TOTALS:
        for name, month in zip(names, months, strict=True):
            text = thousands(month.total)
            figure.add_annotation(x=name, y=month.total, text=text, showarrow=False, yshift=10)
    charts.layout(figure, 420)
    legend = {"orientation": "h", "y": -0.22, "yanchor": "top", "x": 0, "traceorder": "normal"}
    figure.update_layout(barmode="stack", showlegend=True, legend=legend)
    figure.update_xaxes(type="category", showgrid=False)
    figure.update_yaxes(tickformat=",.0f", ticksuffix=" €", nticks=6)
    alt = "Euros à échoir par mois et par moyen de paiement ; les mêmes chiffres sont dans le tableau."
    st.plotly_chart(figure, alt=alt, config=charts.STILL, theme=None)


def _part(method: str, label: str, amounts: list[Decimal | None]) -> dict:
    colour, shape = FILLS[method]
    pattern = {"shape": shape, "fillmode": "overlay", "fgcolor": colours.INK, "size": 8, "solidity": 0.1}
    return {
        "name": label,
        "marker": {"color": colour, "pattern": pattern, "line": {"color": colours.INK, "width": 1}},
        "customdata": [formats.euro(amount) for amount in amounts],
        "hovertemplate": f"{label}, %{{x}} : %{{customdata}}<extra></extra>",
    }


def thousands(amount: Decimal) -> str:
    """Writes euros in short: « 25,2 k€ », « 840 € » below a thousand."""
    return f"{formats.number(round(amount / 1000, 1))} k€" if amount >= 1000 else f"{formats.count(round(amount))} €"
