"""The council's database: in memory, apart from the ledger, with aggregates that no hidden figure can be drawn from."""

from __future__ import annotations

import threading

import duckdb

from rattrapage import queries
from rattrapage.ledger import Ledger

THRESHOLD = 11
"""Figures that come from fewer families are hidden, as in the State's income statistics."""
STEPS = tuple(f"council/publish/{name}" for name in ("10_months", "20_rows", "30_council_hidden", "40_published"))
TABLES = ("summary", "months", "causes", "services", "quotients")
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "100MB",
}


class Council:
    """The one way from a ledger to what councillors may see: `cursor()` knows the tables of `TABLES` and nothing else.

    Columns and method: heads of `queries/council/publish/`; a hidden figure is NULL, its row has `masked`.
    """

    def __init__(self, ledger: Ledger, threshold: int = THRESHOLD) -> None:
        self._ledger, self._threshold = ledger, threshold
        self._lock = threading.Lock()
        self._version: tuple[int, ...] | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Gives a cursor on the latest run's publication, made again when the run or the catch-up moved on.

        It stays on that publication to the end: a page that asks twice never mixes two runs.
        """
        with self._lock, self._ledger.cursor() as source:
            source.begin()  # every table and the version are of one moment
            version = queries.run(source, "council/publish/version").fetchone()
            if self._connection is None or version != self._version:
                self._connection = _publish(source, self._threshold)
                self._version = version
            return self._connection.cursor()


def _publish(source: duckdb.DuckDBPyConnection, threshold: int) -> duckdb.DuckDBPyConnection:
    for step in STEPS:
        queries.run(source, step, threshold=threshold)
    connection = duckdb.connect(":memory:", config=SETTINGS)
    for table in TABLES:
        _copy(source, connection, table)
    queries.run(connection, "council/publish/lock")
    return connection


def _copy(source: duckdb.DuckDBPyConnection, target: duckdb.DuckDBPyConnection, table: str) -> None:
    """Rows cross as values: the two databases never see each other."""
    columns = source.execute(f"describe published_{table}").fetchall()
    target.execute(f"create table {table} ({', '.join(f'{name} {kind}' for name, kind, *_ in columns)})")
    rows = source.execute(f"from published_{table}").fetchall()
    if rows:
        names = ", ".join(name for name, *_ in columns)
        target.executemany(f"insert into {table} ({names}) values ({', '.join('?' * len(columns))})", rows)
