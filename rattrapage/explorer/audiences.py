"""Who may query what: each audience's own tables, on a cursor that knows no other name."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import duckdb

from rattrapage import queries
from rattrapage.access.guard import COUNCIL, DEPARTMENT, FINANCE
from rattrapage.errors import Refusal
from rattrapage.explorer.sandbox import Sandbox
from rattrapage.ledger import Ledger, table_names

VIEWERS = {COUNCIL: (COUNCIL, DEPARTMENT, FINANCE), DEPARTMENT: (DEPARTMENT, FINANCE), FINANCE: (FINANCE,)}
"""The roles that may open the queries of each audience."""


LOG = logging.getLogger("rattrapage.explorer")
LOCK = threading.Lock()


class Audiences:
    """The sandboxes of a ledger: the council's reads the published aggregates, the others views of the ledger."""

    def __init__(self, ledger: Ledger, council: Callable[[], duckdb.DuckDBPyConnection]):
        """`council` gives a cursor on the database of `rattrapage.council`."""
        self._ledger, self._council = ledger, council

    def open(self, audience: str) -> Sandbox:
        """Opens a fresh sandbox of an audience, for the caller to close. Raises `Refusal` when it cannot be made."""
        try:
            if audience == COUNCIL:
                cursor = self._council()
                found = table_names(cursor)
            else:
                cursor = self._ledger.cursor()
                found = _views(cursor, audience)
        except duckdb.Error as error:
            LOG.warning("no tables for %s: %s", audience, error)
            raise Refusal("les tables de ce public n'ont pas pu être préparées ; vérifiez le registre.") from error
        return Sandbox(cursor, frozenset(found))


def _views(cursor: duckdb.DuckDBPyConnection, audience: str) -> set[str]:
    """Puts the cursor in the database of the audience's views, where no table of the ledger has a name of its own."""
    schema = f"explorer_{audience}"
    with LOCK:
        if not queries.value(cursor, "explorer/is_attached", bool, schema=schema):
            _make_views(cursor, audience, schema)
    cursor.execute("set python_enable_replacements = false")
    cursor.execute(f"use {schema}.main")
    return {name for (name,) in queries.run(cursor, "explorer/views", schema=schema).fetchall()}


def _make_views(cursor: duckdb.DuckDBPyConnection, audience: str, schema: str) -> None:
    """Makes the views, once for an open ledger, in a database in memory: temporary views would hide the ledger's own.

    In the views' text, `ledger.` stands for the ledger's own tables.
    """
    ledger = queries.value(cursor, "explorer/this_database", str)
    quoted = ledger.replace('"', '""')
    views = queries.text(f"explorer/{audience}").replace(" ledger.", f' "{quoted}".main.')
    cursor.execute(f"attach ':memory:' as {schema}")
    try:
        cursor.execute(f"use {schema}.main; {views}")
    except duckdb.Error:
        cursor.execute(f'use "{quoted}".main; detach {schema}')
        raise
