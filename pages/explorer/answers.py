"""The answer of an explorer query: what a page shows of it, and all of it for a download."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import streamlit as st

from pages.ui import data, tables
from pages.ui.columns import Column
from rattrapage.explorer import columns as explorer_columns
from rattrapage.explorer import explorer
from rattrapage.explorer.audiences import Audiences
from rattrapage.explorer.explorer import Query
from rattrapage.ledger import Ledger

EMPTY = "(vide)"


def audiences() -> Audiences:
    """Gives the sandboxes of the server's ledger."""
    return Audiences(data.ledger(), data.council)


def columns(query: Query) -> dict[str, Column]:
    """Gives the columns shown, as tables and downloads want them."""
    return {name: Column(label, kind) for name, (label, kind) in query.columns.items()}


@dataclass(frozen=True)
class Answers:
    """Asks a query under the values chosen; it stands where a download expects a page's scope."""

    book: Ledger
    audiences: Audiences
    query: Query
    values: dict

    @property
    def filters(self) -> dict:
        """What the journal keeps of the values: a text typed may be a name, so only that there was one."""
        typed = {parameter.name for parameter in self.query.head.params if parameter.widget == "text"}
        kept = {name: value for name, value in self.values.items() if name not in typed}
        kept = {name: EMPTY if value == "" else value for name, value in kept.items()}
        return kept | {"text": any(self.values.get(name) for name in typed), "requête": self.query.url}

    def again(self) -> Answers:
        """Gives itself: it keeps no rows, so each call runs the query afresh."""
        return self

    def row(self, _: str) -> dict:
        """Gives what the run as a whole does not explain, in euros; an export is refused unless it is 0."""
        return data.rows("pages/explorer/balance")[0]

    def raw(self) -> pa.Table:
        """Gives all rows as the query gives them."""
        with self.audiences.open(self.query.audience) as sandbox:
            return explorer.run(sandbox, self.query.head, self.query.text, self.values)

    def arrow(self, _: str = "", rows: int | None = None) -> pa.Table:
        """Gives the columns shown of all rows, or of the first `rows`."""
        table = explorer_columns.shown(self.raw(), self.query.columns)
        return table if rows is None else table.slice(0, rows)


@dataclass(frozen=True)
class Seen:
    """What the page needs of an answer: its first rows, as given and as shown, and how many there are in all."""

    raw: pa.Table
    shown: pa.Table
    total: int


def seen(answer: Answers, run: int) -> Seen:
    """Gives the first rows, kept by the session until the ledger or the values change.

    A click that filters nothing runs no query.
    """
    kept = st.session_state.setdefault(f"figures:{answer.query.url}", {})
    of = (data.version(), run, answer.query.text, answer.values)
    if kept.get("of") != of:
        table = answer.raw()
        first = table.slice(0, tables.ROWS)
        kept.update(of=of, seen=Seen(first, explorer_columns.shown(first, answer.query.columns), table.num_rows))
    return kept["seen"]
