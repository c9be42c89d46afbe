"""The downloads: all rows of the filters, made at the click, checked once more, and written in the journal."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa
import streamlit as st

from pages.ui import data, sheets
from pages.ui.columns import Column
from rattrapage.access.guard import Visitor
from rattrapage.ledger import Ledger
from rattrapage.plans import proposals
from rattrapage.reconcile import balance

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Source(Protocol):
    """What a download asks its rows and its balance of: the scope of a page, or the answers of an explorer query."""

    @property
    def book(self) -> Ledger: ...

    @property
    def filters(self) -> dict[str, Any]: ...

    def again(self) -> Source:
        """Gives the same source with nothing kept."""

    def row(self, name: str, /) -> dict[str, Any]:
        """Gives the one row of a query of totals."""

    def arrow(self, name: str, /, *, rows: int | None) -> pa.Table:
        """Gives the rows of a query as an Arrow table, all of them when `rows` is None."""


@dataclass(frozen=True)
class Download:
    """A table to take away: `stem` is the file's name without its ending, `query` a file of the scope's folder."""

    stem: str
    title: str
    scope: Source
    query: str
    columns: dict[str, Column]
    visitor: Visitor

    def excel(self) -> bytes:
        """Makes the workbook; raises `Refusal` when the amounts do not add up."""
        return self._file("xlsx", functools.partial(sheets.excel_bytes, title=self.title))

    def csv(self) -> bytes:
        """Makes the CSV; raises `Refusal` when the amounts do not add up."""
        return self._file("csv", sheets.csv_bytes)

    def _file(self, ending: str, written: Callable[..., bytes]) -> bytes:
        scope = self.scope.again()
        balance.require(scope.row("strip")["difference"])
        table = scope.arrow(self.query, rows=None)
        content = written(table, self.columns)
        details = {"rows": table.num_rows, "filters": _without_names(self.scope.filters)}
        with self.scope.book.write(self.visitor.name, "téléchargement", f"{self.stem}.{ending}", details):
            return content


def _without_names(filters: dict) -> dict:
    """The filters as the journal may keep them: that a name was searched, never which."""
    kept = {key: value for key, value in filters.items() if value}
    return {key: "…" if key == "text" else value for key, value in kept.items()}


def buttons(download: Download, blocked: str | None) -> None:
    """Shows « Télécharger (Excel) » and « Télécharger (CSV) », closed with their reason beneath when `blocked`.

    The buttons outlive the run of the page: they hold a scope that has run no query yet, so no cursor.
    """
    download = dataclasses.replace(download, scope=download.scope.again())
    with st.container(horizontal=True):
        _button("Télécharger (Excel)", download.excel, f"{download.stem}.xlsx", EXCEL, bool(blocked))
        _button("Télécharger (CSV)", download.csv, f"{download.stem}.csv", "text/csv", bool(blocked))
    if blocked:
        st.markdown(blocked)


def _button(label: str, data: Callable[[], bytes], name: str, mime: str, disabled: bool) -> None:
    st.download_button(label, data, file_name=name, mime=mime, on_click="ignore", disabled=disabled)


def file(label: str, name: str, mime: str, make: Callable[[], bytes], visitor: Visitor, blocked: str | None) -> None:
    """Shows the button of one file of the catch-up, made and journalled at the click; closed when `blocked`."""

    def content() -> bytes:
        book = data.ledger()
        proposals.check(book.cursor())
        made = make()
        with book.write(visitor.name, "téléchargement", name):
            return made

    _button(label, content, name, mime, bool(blocked))
