"""Holds: debits that wait because of what the bank answered, until someone decides (R13 `on_hold`)."""

from __future__ import annotations

import datetime as dt

from rattrapage import queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger


def standing(ledger: Ledger) -> list[dict]:
    """The holds nobody released: {hold_id, scope, subject, reason, meaning, placed_at}, the oldest first."""
    return queries.rows(ledger.cursor(), "returns/holds")


def release(ledger: Ledger, hold_id: int, actor: str, why: str) -> None:
    """Lets the debits of a hold go again; raises `Refusal` without a why, or when no such hold stands."""
    if not why.strip():
        raise Refusal("Dites pourquoi la suspension est levée.")
    with ledger.write(actor, "levée de suspension", str(hold_id), {"why": why}) as cursor:
        found = cursor.execute(
            "update holds set released_at = ?, released_by = ?, release_reason = ? "
            "where hold_id = ? and released_at is null returning hold_id",
            [dt.datetime.now(), actor, why, hold_id],
        ).fetchall()
        if not found:
            raise Refusal(f"Aucune suspension n° {hold_id} en cours.")
