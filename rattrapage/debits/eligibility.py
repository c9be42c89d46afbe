"""Eligibility: which instalments can be debited, and the first reason that keeps the others out (R13)."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import NamedTuple

import duckdb

from rattrapage import amounts, export, queries
from rattrapage.errors import Refusal
from rattrapage.mandates import choices
from rattrapage.sepa.calendar import business_day
from rattrapage.words import LEFT_OUT


@dataclass(frozen=True)
class DebitRequest:
    """What a file is asked for: due dates from and to, both included, the day it is made, old mandates or not."""

    due_from: dt.date
    due_to: dt.date
    created_on: dt.date
    allow_legacy: bool = False

    def __post_init__(self) -> None:
        if self.due_from > self.due_to:
            raise Refusal(
                f"La première échéance ({self.due_from:%d/%m/%Y}) vient après la dernière ({self.due_to:%d/%m/%Y})."
            )


@dataclass(frozen=True)
class Tally:
    """A number of instalments and their sum in euros."""

    count: int = 0
    amount: Decimal = Decimal("0.00")


class LeftOut(NamedTuple):
    """An instalment left out of a file: `amount` in euros, `reason` a key of `words.LEFT_OUT`."""

    family_id: str
    number: int
    due_on: dt.date
    amount: Decimal
    reason: str


class _Counted(NamedTuple):
    instalments: int
    amount: Decimal


class _Reason(NamedTuple):
    reason: str | None
    instalments: int
    amount: Decimal


@dataclass(frozen=True)
class Selection:
    """What a file takes and leaves: included, left out in all and by reason, in the order of the reasons."""

    included: Tally
    left_out: Tally
    reasons: dict[str, Tally] = field(default_factory=dict)

    @property
    def due(self) -> Tally:
        """All the instalments that the request covers."""
        return Tally(self.included.count + self.left_out.count, self.included.amount + self.left_out.amount)


def earliest(created_on: dt.date, lead_days: int = 1) -> dt.date:
    """Gives the first day a debit can be due: `lead_days` TARGET2 days after the day the bank receives the file.

    A file made on a closed day reaches the bank on the next open one (sepa.md, section 5).
    """
    day = business_day(created_on)
    for _ in range(lead_days):
        day = business_day(day + dt.timedelta(days=1))
    return day


def judge(cursor: duckdb.DuckDBPyConnection, request: DebitRequest, lead_days: int = 1) -> None:
    """Fills the cursor's temporary table `debit_candidates`: every instalment of the range and its reason (R13)."""
    values = asdict(request) | {"earliest": earliest(request.created_on, lead_days)}
    queries.run(cursor, "debits/wanted_instalments", **values)
    choices.choose(cursor, "wanted_instalments", request.created_on, request.allow_legacy)
    queries.run(cursor, "debits/debit_candidates", **values)


def select(cursor: duckdb.DuckDBPyConnection) -> Selection:
    """Counts what `judge` found; raises `Refusal` with the difference when it is not all that is due (R13)."""
    tallies = {row.reason: Tally(row.instalments, row.amount) for row in queries.all(cursor, "debits/reasons", _Reason)}
    included = tallies.pop(None, Tally())
    left_out = Tally(sum(t.count for t in tallies.values()), sum((t.amount for t in tallies.values()), Decimal("0.00")))
    selection = Selection(included, left_out, {reason: tallies[reason] for reason in LEFT_OUT if reason in tallies})
    _check_balance(cursor, selection.due)
    return selection


def _check_balance(cursor: duckdb.DuckDBPyConnection, judged: Tally) -> None:
    due = Tally(*queries.one(cursor, "debits/due", _Counted))
    if due != judged:
        raise Refusal(
            f"Le fichier ne s'équilibre pas : {due.count} échéances et {amounts.said(due.amount)} à échoir, "
            f"{judged.count} et {amounts.said(judged.amount)} retenues ou écartées "
            f"(différence {amounts.said(due.amount - judged.amount)}) ; rien n'a été écrit."
        )


def left_out(cursor: duckdb.DuckDBPyConnection) -> list[LeftOut]:
    """Lists the instalments that `judge` left out, each with its first reason."""
    return queries.all(cursor, "debits/left_out", LeftOut)


def left_out_csv(cursor: duckdb.DuckDBPyConnection) -> str:
    """Gives those left out as CSV (rules.md, Files out), one row an instalment; amounts in euros."""
    return export.csv_text(list(LeftOut._fields), left_out(cursor))
