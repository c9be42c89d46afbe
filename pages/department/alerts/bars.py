"""The bars of « Alertes »: the share billed of each month, beside the threshold."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from pages.ui import charts, colours, formats


def coverage(rows: list[dict], threshold: Decimal) -> None:
    """Draws bars of the share billed by month, dark below the threshold. `rows`: month, share (0 to 1)."""
    from plotly import graph_objects as go

    hundred = [row["share"].scaleb(2) for row in rows]
    figure = go.Figure()
    figure.add_bar(
        x=[formats.month(row["month"]) for row in rows],
        y=hundred,
        text=[formats.share(row["share"]) for row in rows],
        textposition="outside",
        cliponaxis=False,
        marker={"color": [colours.OWED if share < threshold else colours.SURE for share in hundred]},
        hovertemplate="%{x} : %{text}<extra></extra>",
    )
    figure.add_hline(y=float(threshold), line={"dash": "dash", "color": colours.INK, "width": 1})
    charts.layout(figure, 320)
    figure.update_xaxes(type="category")
    figure.update_yaxes(range=[0, 112], tickvals=charts.TICKS, ticktext=[f"{tick} %" for tick in charts.TICKS])
    said = ", ".join(f"{formats.month(row['month'])} {formats.share(row['share'])}" for row in rows)
    st.plotly_chart(
        figure,
        alt=f"Part facturée par mois, seuil à {formats.number(threshold)} % : {said}",
        config=charts.STILL,
        theme=None,
    )
