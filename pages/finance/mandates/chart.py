"""The bars of « Campagne de mandats »: how many families stand in each state."""

import streamlit as st

from pages.ui import charts, colours, formats, labels, tables


def states(rows: list[dict]) -> None:
    """Draws horizontal bars by state, the number beside the state's name, and shows the same as a table."""
    from plotly import graph_objects as go

    st.header("Avancement")
    words = [(labels.CAMPAIGN_STATES[row["state"]], formats.count(row["families"])) for row in rows]
    figure = go.Figure()
    figure.add_bar(
        orientation="h",
        y=[f"{state} : {number}" for state, number in words],
        x=[row["families"] for row in rows],
        marker={"color": colours.SURE},
        hovertemplate="%{y}<extra></extra>",
    )
    charts.layout(figure, 40 + 40 * len(rows))
    figure.update_xaxes(tickformat=",.0f", nticks=4)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    alt = f"Familles par état du mandat : {', '.join(f'{state} {number}' for state, number in words)}"
    st.plotly_chart(figure, alt=alt, config=charts.STILL, theme=None)
    tables.small([{"État": state, "Familles": number} for state, number in words], alt="Familles par état du mandat")
