"""The journal: one chained row for each decision, import, export and download."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any, NamedTuple

import duckdb

from rattrapage import clock, queries


class Entry(NamedTuple):
    """One row of the journal."""

    seq: int
    done_at: dt.datetime
    actor: str
    action: str
    subject: str
    details: str
    previous_hash: str
    hash: str


class End(NamedTuple):
    """The number and the hash of the last row."""

    seq: int
    hash: str


def append(cursor: duckdb.DuckDBPyConnection, actor: str, action: str, subject: str = "", **details: object) -> int:
    """Writes one row inside the caller's transaction and returns its number.

    `details` are kept as JSON: parameters, before and after, counts; never an IBAN or a diet, nor a name
    unless someone wrote one as a reason.
    """
    last = _end(cursor)
    at = clock.now().replace(microsecond=0)
    text = json.dumps(details, ensure_ascii=False, sort_keys=True, default=str)
    row = (last.seq + 1, at, actor, action, subject, text, last.hash)
    entry = Entry(*row, fingerprint(row))
    queries.run(cursor, "ledger/append_entry", **entry._asdict())
    return entry.seq


def _end(cursor: duckdb.DuckDBPyConnection) -> End:
    """Gives the last row's number and hash as they were noted: rows cut off since then stay missing in the chain."""
    return queries.first(cursor, "ledger/journal_end", End) or End(0, "")


def fingerprint(row: tuple[Any, ...]) -> str:
    """Gives the hash that chains a row (its first seven fields) to the one before it."""
    return hashlib.sha256("\x1f".join(str(field) for field in row).encode()).hexdigest()


def verify(cursor: duckdb.DuckDBPyConnection) -> tuple[int, list[int]]:
    """Gives the number of rows, and the numbers of those whose content or place is no longer what was written.

    Where the end was cut off, the first missing row is named.
    """
    broken, previous, expected = [], "", 1
    rows = queries.all(cursor, "ledger/journal_entries", Entry)
    for row in rows:
        if row.seq != expected or row.previous_hash != previous or fingerprint(row[:7]) != row.hash:
            broken.append(row.seq)
        previous, expected = row.hash, row.seq + 1
    end = _end(cursor)
    if end != (expected - 1, previous):
        broken.append(expected if end.seq >= expected else expected - 1)
    return len(rows), sorted(set(broken))
