"""The place where a query of the explorer runs: read only, on its audience's tables, stopped when it lasts."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator

import duckdb
import pyarrow as pa

from rattrapage.explorer import faults, guard
from rattrapage.explorer.faults import Fault

SECONDS = 10.0
ROWS, BYTES = 200_000, 200_000_000
BATCH = 20_000


def limit() -> float:
    """Gives how many seconds a statement may run: `RATTRAPAGE_QUERY_SECONDS`, else 10."""
    return float(os.environ.get("RATTRAPAGE_QUERY_SECONDS") or SECONDS)


class Sandbox:
    """A cursor of an audience, closed after use; `tables` are all that its queries may name."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, tables: frozenset[str]):
        self._cursor, self.tables = cursor, tables
        self._cursor.execute("begin transaction read only")

    def parameters(self, sql: str, line: int = 1) -> set[str]:
        """Gives the names of the parameters of a text; raises `Fault` when the text is not one harmless SELECT."""
        return set(guard.statement(self._cursor, sql, self.tables, line).named_parameters)

    def run(
        self, sql: str, values: dict[str, object] | None = None, seconds: float | None = None, line: int = 1
    ) -> pa.Table:
        """Runs one harmless SELECT with its `values` bound and gives its rows.

        Raises `Fault` when it is refused, fails or lasts longer than `seconds`.
        """
        checked = guard.statement(self._cursor, sql, self.tables, line)
        seconds = limit() if seconds is None else seconds
        try:
            with _stopped_after(self._cursor, seconds):
                return _read(self._cursor.execute(checked, values or None), line)
        except duckdb.InterruptException as error:
            raise Fault(line, _too_long(seconds)) from error
        except duckdb.Error as error:
            raise faults.of_duckdb(error, line) from error

    def close(self) -> None:
        """Closes the cursor; nothing of the sandbox remains."""
        self._cursor.close()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _read(answer: duckdb.DuckDBPyConnection, line: int) -> pa.Table:
    """All rows, batch by batch, so that a table without end is refused before it fills the memory."""
    reader, batches, rows, size = answer.to_arrow_reader(BATCH), [], 0, 0
    for batch in reader:
        batches.append(batch)
        rows, size = rows + batch.num_rows, size + batch.nbytes
        if rows > ROWS or size > BYTES:
            raise Fault(line, f"plus de {ROWS} lignes ou de {BYTES // 1_000_000} Mo ; regroupez ou filtrez davantage")
    return pa.Table.from_batches(batches, reader.schema)


def _too_long(seconds: float) -> str:
    said = f"{seconds:g}".replace(".", ",")
    return f"requête arrêtée : elle durait plus de {said} s ; filtrez davantage ou regroupez plus tôt"


@contextlib.contextmanager
def _stopped_after(cursor: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Interrupts the cursor once the time is up, and again until it stops: a first call may come between two steps."""
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(cursor, seconds, done), daemon=True)
    watch.start()
    try:
        yield
    finally:
        done.set()
        watch.join()


def _watch(cursor: duckdb.DuckDBPyConnection, seconds: float, done: threading.Event) -> None:
    pause = seconds
    while not done.wait(pause):
        cursor.interrupt()
        pause = 0.1
