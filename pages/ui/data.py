"""The way from a page to its figures: the one ledger of the server, and the named queries of a page."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable

import duckdb
import pyarrow as pa
import streamlit as st

from rattrapage import ledger as ledgers
from rattrapage import queries
from rattrapage.council.publication import Council
from rattrapage.debits import publishing
from rattrapage.ledger import Ledger
from rattrapage.words import CAUSES

LOG = logging.getLogger("rattrapage.pages")
ORDERS = {"cause_order": list(CAUSES)}
"""The order of codes that a query of a scope may name, beside its filters."""


@st.cache_resource(show_spinner=False)
def _open(path: str) -> Ledger:
    book = Ledger(path)
    for complaint in publishing.complete(book):
        LOG.warning(complaint)
    return book


def ledger() -> Ledger:
    """Gives the server's ledger, opened once; raises `Refusal` when another process holds it."""
    return _open(str(ledgers.default_path().resolve()))


@st.cache_resource(show_spinner=False)
def _published(path: str) -> Council:
    return Council(_open(path))


def council() -> duckdb.DuckDBPyConnection:
    """Opens a cursor on the council's own database, which holds published aggregates and nothing else."""
    return _published(str(ledgers.default_path().resolve())).cursor()


def rows(name: str, **values) -> list[dict]:
    """Gives all rows of a named query."""
    return queries.rows(ledger().cursor(), name, **values)


def version() -> int:
    """Gives the number of the journal's last row: whatever changes the ledger changes it."""
    return rows("pages/shared/version")[0]["seq"]


def kept(name: str, **values) -> list[dict]:
    """Gives all rows of a named query, run again only once the ledger has changed."""
    return _kept(str(ledger().path), version(), name, values)


@st.cache_data(show_spinner=False, max_entries=200)
def _kept(path: str, version: int, name: str, values: dict) -> list[dict]:  # noqa: ARG001 (what the cache is keyed by)
    return rows(name, **values)


def arrow(name: str, **values):
    """Gives all rows of a named query as an Arrow table."""
    return queries.arrow(ledger().cursor(), name, **values)


def choices(name: str) -> dict[str, str]:
    """Gives the codes and labels of a filter's query, in its order; a query without labels gives the codes."""
    return {row["code"]: row.get("label", row["code"]) for row in rows(f"pages/shared/{name}")}


def beside(**tables: pa.Table) -> duckdb.DuckDBPyConnection:
    """Opens a cursor of the ledger on which Arrow tables that a session keeps stand under their names."""
    cursor = ledger().cursor()
    for name, table in tables.items():
        cursor.register(name, table)
    return cursor


class Scope:
    """A page's data under its filters: `queries/<folder>/scope.sql` once, then its figures on the same cursor.

    Answers already in `memo` are given again without asking the ledger.
    """

    def __init__(self, book: Ledger, folder: str, memo: dict | None = None, /, **filters):
        self.book, self.folder, self.filters = book, folder, filters
        self._memo = {} if memo is None else memo

    def again(self) -> Scope:
        """Gives the same scope with nothing kept: a download runs in another thread and reads everything afresh."""
        return Scope(self.book, self.folder, **self.filters)

    def rows(self, name: str) -> list[dict]:
        """Gives the rows of one query of the folder; its filters are bound too."""
        return self._kept(name, queries.rows)

    def row(self, name: str) -> dict:
        """Gives the one row of a query of totals."""
        return self.rows(name)[0]

    def arrow(self, name: str, **values):
        """Gives the rows of one query as an Arrow table."""
        return self._kept(name, queries.arrow, **values)

    def _kept(self, name: str, ask: Callable, **values):
        key = (name, *values.items())
        if key not in self._memo:
            self._memo[key] = ask(self._cursor, f"{self.folder}/{name}", **ORDERS, **self.filters, **values)
        return self._memo[key]

    @functools.cached_property
    def _cursor(self):
        cursor = self.book.cursor()
        queries.run(cursor, f"{self.folder}/scope", **self.filters)
        return cursor


def scope(folder: str, run: int, **filters) -> Scope:
    """Gives a page's scope on a run.

    The session keeps its last figures, so that a click that filters nothing is instant.
    """
    kept = st.session_state.setdefault(f"figures:{folder}", {})
    if kept.get("of") != (run, filters):
        kept.clear()
        kept["of"] = (run, filters)
    return Scope(ledger(), folder, kept, **filters)
