"""The letters sent: one row of `letters` a PDF, so that the next letter knows what the family has read."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import duckdb

from rattrapage import clock, queries


class SentLetter(NamedTuple):
    """A letter to a family: its file, how many instalments it lists and what they ask, in euros."""

    family_id: str
    file: str
    pdf: bytes
    instalments: int
    amount: Decimal


def fingerprint(pdf: bytes) -> str:
    """Gives the SHA-256 under which a letter is recorded."""
    return hashlib.sha256(pdf).hexdigest()


def is_recorded(cursor: duckdb.DuckDBPyConnection, sha256: str) -> bool:
    """Says whether a letter of these bytes is recorded already."""
    return queries.value(cursor, "letters/same_bytes", int, sha256=sha256) > 0


def record(
    cursor: duckdb.DuckDBPyConnection, kind: str, letters: Sequence[SentLetter], on: dt.date, actor: str
) -> None:
    """Records letters of a kind (notice, decision) and a day, inside the caller's transaction."""
    queries.run(
        cursor,
        "letters/record",
        kind=kind,
        families=[letter.family_id for letter in letters],
        files=[letter.file for letter in letters],
        hashes=[fingerprint(letter.pdf) for letter in letters],
        counts=[letter.instalments for letter in letters],
        amounts=[letter.amount for letter in letters],
        on=on,
        now=clock.now(),
        actor=actor,
    )
