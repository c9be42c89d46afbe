"""The journal: one chained row for each decision, import, export and download."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import duckdb


def append(cursor: duckdb.DuckDBPyConnection, actor: str, action: str, subject: str = "", **details) -> int:
    """Writes one row inside the caller's transaction and returns its number.

    `details` are kept as JSON: parameters, before and after, counts; never an IBAN or a diet, nor a name
    unless someone wrote one as a reason.
    """
    last = _end(cursor)
    at = dt.datetime.now().replace(microsecond=0)
    text = json.dumps(details, ensure_ascii=False, sort_keys=True, default=str)
    row = (last[0] + 1, at, actor, action, subject, text, last[1])
    cursor.execute("insert into journal values (?, ?, ?, ?, ?, ?, ?, ?)", [*row, fingerprint(row)])
    cursor.execute("update journal_end set seq = ?, hash = ?", [row[0], fingerprint(row)])
    return row[0]


def _end(cursor: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """The last row's number and hash as they were noted: rows cut off since then stay missing in the chain."""
    return cursor.execute("select seq, hash from journal_end").fetchone() or (0, "")


def fingerprint(row: tuple) -> str:
    """The hash that chains a row (its first seven fields) to the one before it."""
    return hashlib.sha256("\x1f".join(str(field) for field in row).encode()).hexdigest()


def verify(cursor: duckdb.DuckDBPyConnection) -> tuple[int, list[int]]:
    """The number of rows, and the numbers of those whose content or place is no longer what was written.

    Where the end was cut off, the first missing row is named.
    """
    broken, previous, expected = [], "", 1
    rows = cursor.execute("select * from journal order by seq").fetchall()
    for row in rows:
        if row[0] != expected or row[6] != previous or fingerprint(row[:7]) != row[7]:
            broken.append(row[0])
        previous, expected = row[7], row[0] + 1
    end = _end(cursor)
    if end != (expected - 1, previous):
        broken.append(expected if end[0] >= expected else expected - 1)
    return len(rows), sorted(set(broken))
