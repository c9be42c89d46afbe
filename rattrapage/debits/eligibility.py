"""Eligibility: which instalments can be debited, and the first reason that keeps the others out (R13)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

import duckdb

from rattrapage import amounts, export, queries
from rattrapage.errors import Refusal
from rattrapage.mandates import choices
from rattrapage.sepa.calendar import business_day

REASONS = {
    "already_exported": "déjà dans un fichier",
    "on_hold": "prélèvements suspendus",
    "other_method": "autre moyen de paiement",
    "no_mandate": "pas de mandat",
    "mandate_revoked": "mandat révoqué",
    "mandate_to_renew": "mandat à renouveler",
    "mandate_expired": "mandat caduc (36 mois)",
    "bad_iban": "IBAN inutilisable",
    "too_late": "trop tard pour la banque",
    "not_notified": "famille pas prévenue à temps",
    "amount_out_of_range": "montant hors limites",
    "not_approved": "plan non approuvé",
}
"""Each reason in words, in the order of R13; the last is of proposed instalments only."""


@dataclass(frozen=True)
class Wish:
    """What is asked of a file: due dates from and to, both included, the day it is made, old mandates or not."""

    due_from: dt.date
    due_to: dt.date
    created_on: dt.date
    allow_legacy: bool = False

    def __post_init__(self):
        if self.due_from > self.due_to:
            raise Refusal(
                f"La première échéance ({self.due_from:%d/%m/%Y}) vient après la dernière ({self.due_to:%d/%m/%Y})."
            )


@dataclass(frozen=True)
class Tally:
    """A number of instalments and their sum in euros."""

    count: int = 0
    amount: Decimal = Decimal("0.00")


@dataclass(frozen=True)
class Sorted:
    """What a file takes and leaves: included, left out in all and by reason, in the order of the reasons."""

    included: Tally
    left_out: Tally
    reasons: dict[str, Tally] = field(default_factory=dict)

    @property
    def due(self) -> Tally:
        """All that was asked of the file."""
        return Tally(self.included.count + self.left_out.count, self.included.amount + self.left_out.amount)


def earliest(created_on: dt.date, lead_days: int = 1) -> dt.date:
    """The first day a debit can be due: `lead_days` TARGET2 days after the day the bank receives the file.

    A file made on a closed day reaches the bank on the next open one (sepa.md, section 5).
    """
    day = business_day(created_on)
    for _ in range(lead_days):
        day = business_day(day + dt.timedelta(days=1))
    return day


def judge(cursor: duckdb.DuckDBPyConnection, wish: Wish, lead_days: int = 1) -> None:
    """Fills the cursor's temporary table `debit_candidates`: every instalment of the range and its reason (R13)."""
    values = vars(wish) | {"earliest": earliest(wish.created_on, lead_days)}
    queries.run(cursor, "debits/wanted_instalments", **values)
    choices.choose(cursor, "wanted_instalments", wish.created_on, wish.allow_legacy)
    queries.run(cursor, "debits/debit_candidates", **values)


def sort(cursor: duckdb.DuckDBPyConnection) -> Sorted:
    """Counts what `judge` found; raises `Refusal` with the difference when it is not all that is due (R13)."""
    found = {reason: Tally(*tally) for reason, *tally in queries.run(cursor, "debits/reasons").fetchall()}
    included = found.pop(None, Tally())
    left_out = Tally(sum(t.count for t in found.values()), sum((t.amount for t in found.values()), Decimal("0.00")))
    done = Sorted(included, left_out, {reason: found[reason] for reason in REASONS if reason in found})
    _balance(cursor, done.due)
    return done


def _balance(cursor: duckdb.DuckDBPyConnection, sorted_out: Tally) -> None:
    due = Tally(*cursor.execute("select count(*), coalesce(sum(unpaid), 0.00) from wanted_instalments").fetchone())
    if due != sorted_out:
        raise Refusal(
            f"Le fichier ne s'équilibre pas : {due.count} échéances et {amounts.said(due.amount)} à échoir, "
            f"{sorted_out.count} et {amounts.said(sorted_out.amount)} retenues ou écartées "
            f"(différence {amounts.said(due.amount - sorted_out.amount)}) ; rien n'a été écrit."
        )


def left_out_csv(cursor: duckdb.DuckDBPyConnection) -> str:
    """Those left out as CSV (rules.md, Files out): family_id, number, due_on, amount, reason."""
    answer = queries.run(cursor, "debits/left_out")
    return export.csv_text([column[0] for column in answer.description], answer.fetchall())
