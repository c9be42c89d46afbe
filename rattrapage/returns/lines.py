"""Open lines: what a bank's message left to a person, who matches it with a debit of ours or dismisses it (R13)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple

import duckdb

from rattrapage import amounts, clock, queries
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.payments import allocations
from rattrapage.returns import bank_files
from rattrapage.sepa.messages import FAILED, Answer


class OpenLine(NamedTuple):
    """A line that needs a person: `kind` is reject, return or credit, `proposed` the debit that may be meant; euros."""

    line: int
    file: str
    kind: str
    subject: str
    amount: Decimal | None
    reason: str
    booked_on: dt.date | None
    why: str
    proposed: str | None


class _Line(NamedTuple):
    sha256: str
    kind: str
    is_credit: bool
    reason: str
    amount: Decimal | None
    charges: Decimal | None
    booked_on: dt.date | None
    settled: str | None


class _Debit(NamedTuple):
    amount: Decimal
    is_live: bool
    is_returned: bool
    is_taken_over: bool


class _Judged(NamedTuple):
    fate: str
    why: str | None


class _Again(NamedTuple):
    end_to_end_id: str


def listed(ledger: Ledger) -> list[OpenLine]:
    """Lists the lines that nobody settled yet, the oldest first."""
    return queries.all(ledger.cursor(), "returns/open_lines", OpenLine)


def dismiss(ledger: Ledger, line: int, actor: str, why: str) -> None:
    """Sets a line aside; raises `Refusal` without a name or reason, or when no such line is open."""
    with ledger.write(actor, "ligne écartée", str(line), {"why": why}) as cursor:
        _open(cursor, line, actor, why)
        _settle(cursor, line, "dismissed", clock.now(), actor, why)


def match(ledger: Ledger, line: int, to: str, actor: str, why: str) -> None:
    """Matches a line with a debit of ours of its amount, or of its amount less the charges that the line names.

    A return line returns the debit; a credit line takes back a return that stands. Raises `Refusal`, nothing changed,
    without a name or reason, for another amount, or when the debit cannot be returned, or not be given back, any more.
    """
    details: dict[str, Any] = {"why": why, "to": to}
    with ledger.write(actor, "ligne rapprochée", str(line), details) as cursor:
        found = _open(cursor, line, actor, why)
        debit = queries.first(cursor, "returns/our_debit", _Debit, end_to_end_id=to)
        if debit is None:
            raise Refusal(f"{to} : aucun de nos prélèvements n'a cet identifiant.")
        _check_amount(found, debit, line, to)
        now = clock.now()
        if found.is_credit:
            _credit(cursor, debit, to, actor, now)
        else:
            _return(cursor, found, to, now)
        _settle(cursor, line, "matched", now, actor, why, to)


def _open(cursor: duckdb.DuckDBPyConnection, line: int, actor: str, why: str) -> _Line:
    if not actor.strip() or not why.strip():
        raise Refusal("Dites qui et pourquoi (--by, --why).")
    found = queries.first(cursor, "returns/line", _Line, line=line)
    if found is None:
        raise Refusal(f"Aucune ligne n° {line} ; voyez les lignes ouvertes (returns --list).")
    if found.settled:
        raise Refusal(f"La ligne n° {line} est déjà réglée ; voyez les lignes ouvertes (returns --list).")
    return found


def _check_amount(found: _Line, debit: _Debit, line: int, to: str) -> None:
    """Refuses another amount than the debit's; a line whose amount could not be read says none."""
    if found.amount is not None and debit.amount not in (found.amount, found.amount - (found.charges or 0)):
        raise Refusal(
            f"Ligne n° {line} de {amounts.said(found.amount)}, prélèvement {to} de {amounts.said(debit.amount)} : "
            "les montants diffèrent."
        )


def _return(cursor: duckdb.DuckDBPyConnection, found: _Line, to: str, now: dt.datetime) -> None:
    """Returns the debit as a message that names it would have."""
    values = {"end_to_end_id": to, "kind": found.kind, "sha256": found.sha256, "reason": found.reason}
    if queries.all(cursor, "returns/return_again", _Again, **values, booked_on=found.booked_on):
        allocations.place(cursor)
        return
    answer = Answer(found.kind, "debit", to, FAILED, found.reason, booked_on=found.booked_on)
    bank_files.judge(cursor, found.sha256, [answer])
    judged = queries.one(cursor, "returns/fate", _Judged)
    if judged.fate != "matched":
        raise Refusal(f"{to} : {judged.why or 'ce prélèvement est déjà retourné'}.")
    bank_files.mark(cursor, found.sha256, now)


def _credit(cursor: duckdb.DuckDBPyConnection, debit: _Debit, to: str, actor: str, now: dt.datetime) -> None:
    """Takes back the return that stands, if any: the money came in after all."""
    if not debit.is_live:
        raise Refusal(f"{to} : son fichier est annulé ou rejeté en entier ; rien n'a pu être encaissé.")
    if debit.is_returned and debit.is_taken_over:
        raise Refusal(f"{to} : un plan approuvé redemande déjà ce montant à la famille ; corrigez d'abord le plan.")
    queries.run(cursor, "returns/undo_return", end_to_end_id=to, at=now, actor=actor)
    allocations.place(cursor)


def _settle(
    cursor: duckdb.DuckDBPyConnection,
    line: int,
    settled: str,
    at: dt.datetime,
    actor: str,
    why: str,
    to: str | None = None,
) -> None:
    values = {"settled": settled, "at": at, "actor": actor, "why": why, "to": to}
    queries.run(cursor, "returns/settle_line", line=line, **values)
