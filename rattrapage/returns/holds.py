"""Holds: debits that wait because of what the bank answered, until someone decides (R13 `on_hold`)."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from rattrapage import clock, queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger


class Hold(NamedTuple):
    """A hold that stands: debits of `subject`, a mandate, a family or a file (`scope`), wait because of `reason`."""

    hold_id: int
    scope: str
    subject: str
    reason: str
    meaning: str
    placed_at: dt.datetime


class _Released(NamedTuple):
    hold_id: int


def standing(ledger: Ledger) -> list[Hold]:
    """Lists the holds that nobody released, the oldest first."""
    return queries.all(ledger.cursor(), "returns/holds", Hold)


def release(ledger: Ledger, hold_id: int, actor: str, why: str) -> None:
    """Lets the debits of a hold go again; raises `Refusal` without a why, or when no such hold stands."""
    if not why.strip():
        raise Refusal("Dites pourquoi la suspension est levée.")
    with ledger.write(actor, "levée de suspension", str(hold_id), {"why": why}) as cursor:
        now = clock.now()
        if not queries.all(cursor, "returns/release_hold", _Released, hold_id=hold_id, at=now, actor=actor, why=why):
            raise Refusal(f"Aucune suspension n° {hold_id} en cours.")
