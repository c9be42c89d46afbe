"""Reversals: a cheque that bounces or a refund takes away what earlier payments of the family were worth (R12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

import duckdb

from rattrapage import queries


class Receipt(NamedTuple):
    """A payment, or a reversal when negative (cents); `invoice_id` None: it names no document."""

    payment_id: str
    family_id: str
    invoice_id: str | None
    cents: int


class Reversal(NamedTuple):
    """What a negative payment takes off a positive one (cents, > 0)."""

    payment_id: str
    reversed_by: str
    cents: int


def keep(cursor: duckdb.DuckDBPyConnection) -> None:
    """Works the reversals of all families out anew, inside the caller's transaction: they follow from the payments."""
    made = list(pair(queries.all(cursor, "payments/reversible", Receipt)))
    columns = {name: [getattr(part, name) for part in made] for name in Reversal._fields}
    queries.run(cursor, "payments/keep_reversals", **columns)


def pair(receipts: Iterable[Receipt]) -> Iterator[Reversal]:
    """Pairs negative payments with positive ones; `receipts` by family, oldest first.

    One takes the latest before it, those of the same document first; what it finds nothing for waits for later ones.
    """
    for _, mine in groupby(receipts, key=lambda receipt: receipt.family_id):
        worth: dict[Receipt, int] = {}
        for receipt in mine:
            worth[receipt] = receipt.cents
            latest_first = list(worth)[::-1]
            for other in sorted(latest_first, key=lambda other: other.invoice_id != receipt.invoice_id):
                if worth[other] * worth[receipt] < 0:
                    yield _settle(worth, other, receipt)


def _settle(worth: dict[Receipt, int], one: Receipt, other: Receipt) -> Reversal:
    positive, negative = (one, other) if worth[one] > 0 else (other, one)
    cents = min(worth[positive], -worth[negative])
    worth[positive] -= cents
    worth[negative] += cents
    return Reversal(positive.payment_id, negative.payment_id, cents)
