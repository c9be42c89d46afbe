"""Losses: what a ledger that is replaced knew and its restored backup does not, and the ids never to give again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import duckdb

from rattrapage import clock, queries
from rattrapage.ledger import Ledger

UNKNOWN_IDS = 1_000_000
"""How many ids are skipped when a damaged ledger cannot say which ones it gave."""


class Ids(NamedTuple):
    """The last ids given."""

    last_plan: int
    last_instalment: int


class Debit(NamedTuple):
    """A debit of a file."""

    message_id: str
    end_to_end_id: str
    instalment_id: str
    attempt: int


class Knowledge(NamedTuple):
    """What a ledger knows: debit files by message id, hashes of the journal, the last ids given, the files' debits."""

    files: dict[str, dict[str, Any]]
    actions: set[str]
    last_plan: int = 0
    last_instalment: int = 0
    debits: tuple[Debit, ...] = ()


@dataclass(frozen=True)
class Lost:
    """What the replaced ledger knew and the backup does not: debit files, and actions of the journal."""

    files: list[dict[str, Any]]
    actions: int


def knowledge(book: Ledger) -> Knowledge:
    """Gives what a ledger knows that a restored backup may lack: debit files, journal, last ids, debits."""
    cursor = book.cursor()
    files = {row["message_id"]: row for row in queries.rows(cursor, "keeping/debit_files")}
    hashes = {row_hash for (row_hash,) in queries.run(cursor, "keeping/journal_hashes").fetchall()}
    ids = queries.one(cursor, "keeping/last_ids", Ids)
    return Knowledge(files, hashes, *ids, tuple(queries.all(cursor, "keeping/debits", Debit)))


def between(old: Knowledge | None, known: Knowledge) -> Lost | None:
    """Gives what the replaced ledger knew and the backup does not; None when the replaced ledger could not be read."""
    if old is None:
        return None
    files = [file for name, file in old.files.items() if name not in known.files]
    return Lost(files, len(old.actions - known.actions))


def keep(cursor: duckdb.DuckDBPyConnection, lost: Lost | None, old: Knowledge | None, known: Knowledge) -> None:
    """Keeps in the restored ledger what it lost: no id is ever given twice, even when the backup does not know it."""
    files = lost.files if lost else []
    given = old or Knowledge({}, set(), known.last_plan + UNKNOWN_IDS, known.last_instalment + UNKNOWN_IDS)
    names = {file["message_id"] for file in files}
    debits = [debit for debit in given.debits if debit.message_id in names]
    queries.run(
        cursor,
        "keeping/keep_lost",
        debits=[list(map(str, debit)) for debit in debits],
        names=[file["message_id"] for file in files],
        days=[file["created_on"] for file in files],
        counts=[file["debits"] for file in files],
        amounts=[file["amount"] for file in files],
        states=[file["state"] for file in files],
        last_plan=given.last_plan,
        last_instalment=given.last_instalment,
        now=clock.now(),
    )
