"""Losses: what a ledger that is replaced knew and its restored backup does not, and the ids never to give again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

import duckdb

from rattrapage import queries
from rattrapage.ledger import Ledger

UNKNOWN_IDS = 1_000_000
"""How many ids are skipped when nobody can say which ones a damaged ledger gave."""


class Knowledge(NamedTuple):
    """What a ledger knows: debit files by message id, hashes of the journal, the last ids given, the files' debits."""

    files: dict[str, dict]
    actions: set[str]
    last_plan: int = 0
    last_instalment: int = 0
    debits: tuple[tuple, ...] = ()


@dataclass(frozen=True)
class Lost:
    """What the replaced ledger knew and the backup does not: debit files, and actions of the journal."""

    files: list[dict]
    actions: int


def knowledge(book: Ledger) -> Knowledge:
    """What a ledger knows."""
    cursor = book.cursor()
    files = {row["message_id"]: row for row in queries.rows(cursor, "keeping/debit_files")}
    hashes = {row_hash for (row_hash,) in cursor.execute("select hash from journal").fetchall()}
    last_ids = cursor.execute("select last_plan, last_instalment from plan_counters").fetchone()
    debits = cursor.execute("select message_id, end_to_end_id, instalment_id, attempt from debit_entries").fetchall()
    return Knowledge(files, hashes, *last_ids, tuple(debits))


def between(old: Knowledge | None, known: Knowledge) -> Lost | None:
    """What the replaced ledger knew more than the backup; None when it could not be read."""
    if old is None:
        return None
    files = [file for name, file in old.files.items() if name not in known.files]
    return Lost(files, len(old.actions - known.actions))


def keep(cursor: duckdb.DuckDBPyConnection, lost: Lost | None, old: Knowledge | None, known: Knowledge) -> None:
    """No id is ever given twice, not even by a ledger that forgot it."""
    files = lost.files if lost else []
    given = old or Knowledge({}, set(), known.last_plan + UNKNOWN_IDS, known.last_instalment + UNKNOWN_IDS)
    names = {file["message_id"] for file in files}
    debits = [debit for debit in given.debits if debit[0] in names]
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
        now=dt.datetime.now(),
    )
