"""Reason codes: what a bank's code means and what to do next, in a table that the city edits."""

from __future__ import annotations

from typing import NamedTuple

from rattrapage import queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.words import HOLDS, RETURN_ACTIONS


class ReasonCode(NamedTuple):
    """What a code means, what to do the first time and `again`, and whose debits wait (one of `HOLDS`)."""

    code: str
    meaning: str
    action: str
    again: str | None
    hold: str | None


def listed(ledger: Ledger) -> list[ReasonCode]:
    """Lists the table, `*` (every code not listed) first."""
    return queries.all(ledger.cursor(), "returns/reason_codes", ReasonCode)


def change(
    ledger: Ledger, code: str, meaning: str, action: str, again: str | None, hold: str | None, actor: str
) -> None:
    """Sets or adds a code, for the returns read from now on; raises `Refusal` for an unknown action or hold."""
    if not code.strip() or not meaning.strip():
        raise Refusal("Un code de retour a besoin d'un code et d'un libellé.")
    if action not in RETURN_ACTIONS or again not in (None, *RETURN_ACTIONS) or hold not in (None, *HOLDS):
        raise Refusal(f"Code {code} : suite inconnue ; choisissez parmi {', '.join(RETURN_ACTIONS)}.")
    after = {"meaning": meaning, "action": action, "again": again, "hold": hold}
    before = next((row._asdict() for row in listed(ledger) if row.code == code), None)
    with ledger.write(actor, "code de retour", code, {"before": before, "after": after}) as cursor:
        queries.run(cursor, "returns/set_reason_code", code=code, **after)
