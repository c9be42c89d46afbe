"""The page of an explorer query: title, description, filters, chart, table, downloads, and the query itself."""

from __future__ import annotations

import re

import streamlit as st

from pages.explorer import answers, charts
from pages.explorer import filters as explorer_filters
from pages.explorer.answers import Answers, Seen
from pages.ui import blank, data, downloads, errors, filters, formats, money
from pages.ui import tables as page_tables
from pages.ui.downloads import Download
from rattrapage.access import guard
from rattrapage.access.guard import Visitor
from rattrapage.explorer.audiences import VIEWERS
from rattrapage.explorer.explorer import Query
from rattrapage.explorer.head import Drill

SMALL = 30


def show(query: Query, links: dict) -> None:
    """Shows the page; `links` gives the pages, by address, to which a drill may lead."""
    visitor = guard.require(*VIEWERS[query.audience])
    st.title(formats.plain(query.head.title))
    run = blank.latest_run(visitor)
    st.markdown(formats.plain(query.head.description))
    with errors.shown(query.head.title):
        with answers.audiences().open(query.audience) as sandbox:
            values = explorer_filters.chosen(query, sandbox)
        _figures(Answers(data.ledger(), answers.audiences(), query, values), run, visitor, links)
    with st.expander("Voir la requête"):  # plain: the colours of highlighted SQL are too pale (contrast)
        st.code(query.text, language=None, wrap_lines=True)


def _figures(answer: Answers, run: dict, visitor: Visitor, links: dict) -> None:
    seen = answers.seen(answer, run["run"])
    if not seen.total:
        _nothing()
        return
    if answer.query.head.chart:
        charts.draw(answer.query.head.chart, seen.shown, answers.columns(answer.query))
    _table(answer.query, seen, links)
    file = download(answer, run, visitor)
    downloads.buttons(file, money.blocked(answer.row("strip")))


def download(answer: Answers, run: dict, visitor: Visitor) -> Download:
    """Gives all rows of the answer, to take away; a sheet's name is cut, for it holds fewer characters than a title."""
    title = re.sub(r"[\[\]:*?/\\']", " ", answer.query.head.title).strip()
    stem = f"{answer.query.url.removeprefix('q-')}_calcul-{run['run']}"
    return Download(stem, title, answer, "", answers.columns(answer.query), visitor)


def _nothing() -> None:
    if filters.active():
        st.info("Aucun résultat pour ces filtres.")
        st.button("Effacer les filtres", on_click=filters.clear)
    else:
        st.info("La requête ne trouve aucune ligne dans le dernier calcul.")


def _table(query: Query, seen: Seen, links: dict) -> None:
    st.header("Tableau")
    columns, alt = answers.columns(query), f"{query.head.title}, en tableau"
    if drill := query.head.drill:
        _linked_table(query, drill, seen, links[drill.page])
    elif seen.total < SMALL:
        rows = [
            {column.label: _cell(row[name], column.kind) for name, column in columns.items()}
            for row in seen.shown.to_pylist()
        ]
        page_tables.small(rows, alt=alt)
    else:
        page_tables.show(seen.shown, columns, alt, total=seen.total)


def _cell(value: object, kind: str) -> str:
    text = charts.said(value, kind)
    return formats.plain(text) if kind == "text" else text


def _linked_table(query: Query, drill: Drill, seen: Seen, entry) -> None:
    """The table whose selected row leads to another page, with the row's own values as its filters."""
    line = st.container(border=True, horizontal=True, vertical_alignment="center")
    place = page_tables.pick(
        seen.shown,
        answers.columns(query),
        f"{query.head.title}, en tableau",
        key=f"lignes:{query.url}:{filters.signature()}",
        total=seen.total,
    )
    with line:
        if place is None:
            st.markdown(f"Sélectionnez une ligne pour ouvrir : {formats.plain(entry.title)}.")
            return
        row, first = seen.raw.slice(place, 1).to_pylist()[0], next(iter(query.columns))
        st.markdown(f"**{_cell(seen.shown[first][place].as_py(), query.columns[first][1])}**")
        kept = {key: str(row[column]) for key, column in drill.params.items() if row[column] is not None}
        st.page_link(entry.file, label=f"Ouvrir : {entry.title}", query_params=kept)
