"""The gate: every check a debit file must pass, worked out before anyone may have it written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from rattrapage import queries
from rattrapage.debits import drafts as debit_drafts
from rattrapage.debits import eligibility, publishing
from rattrapage.debits.drafts import Draft
from rattrapage.debits.eligibility import Sorted, Tally, Wish
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.plans import proposals
from rattrapage.sepa.creditor import Creditor

FACTS = {
    "twice": "Chaque échéance dans un seul fichier",
    "approved": "Plans approuvés",
    "notified": "Préavis respecté",
    "mandate": "Mandats et IBAN valides",
    "collected": "Montants et dates des échéances",
}
BALANCE, BYTES, FREE = "Équilibre au centime", "Schéma XML et relecture", "Aucun blocage"


@dataclass(frozen=True)
class Check:
    """One check: its name, whether it holds, and what is wrong otherwise (French)."""

    label: str
    holds: bool
    fault: str = ""


@dataclass(frozen=True)
class Gate:
    """What a file would be: its checks, what it would take and leave (None when that cannot be told), its drafts."""

    checks: list[Check]
    sorted: Sorted | None
    left_out: list[dict]
    drafts: list[Draft]

    @property
    def drafted(self) -> Tally:
        """The debits of its files."""
        amount = sum((draft.amount for draft in self.drafts), Decimal("0.00"))
        return Tally(sum(draft.debits for draft in self.drafts), amount)

    @property
    def open(self) -> bool:
        """Whether the file may be written: every check holds and there is something to debit."""
        return all(check.holds for check in self.checks) and bool(self.drafts)


def look(ledger: Ledger, creditor: Creditor, wish: Wish) -> Gate:
    """Works out the file without writing anything, and checks it; a page shows the result, each check ✓ or ✗.

    Takes payments as they are placed; every import, return, approval and void places them.
    """
    cursor = ledger.cursor()
    checks = [_held(FREE, lambda: check_free(ledger, cursor))]
    eligibility.judge(cursor, wish, creditor.lead_days)
    left_out = queries.rows(cursor, "debits/left_out")
    found, drafts = [], []
    checks.append(_held(BALANCE, lambda: found.append(eligibility.sort(cursor)) or proposals.check(cursor)))
    checks.append(_held(BYTES, lambda: drafts.extend(debit_drafts.build(cursor, creditor, wish))))
    return Gate([*checks, *facts(cursor, wish)], found[0] if found else None, left_out, drafts)


def _held(label: str, work: Callable[[], object]) -> Check:
    try:
        work()
    except Refusal as refusal:
        return Check(label, False, str(refusal))
    return Check(label, True)


def facts(cursor: duckdb.DuckDBPyConnection, wish: Wish) -> list[Check]:
    """The drafted debits against the facts themselves: approvals, notices, mandates, amounts, other files."""
    (faults,) = queries.rows(cursor, "debits/gate", created_on=wish.created_on)
    return [
        Check(label, faults[name] == 0, f"{faults[name]} prélèvements en défaut" if faults[name] else "")
        for name, label in FACTS.items()
    ]


def check_free(ledger: Ledger, cursor: duckdb.DuckDBPyConnection) -> None:
    """Raises `Refusal` while debits are blocked, or an earlier file is still cut off."""
    blocked = cursor.execute("select reason from debit_blocks where lifted_at is null order by set_at").fetchone()
    if blocked:
        raise Refusal(f"Prélèvements bloqués : {blocked[0]}")
    if complaints := publishing.complete(ledger):
        raise Refusal(complaints[0])


def prove(cursor: duckdb.DuckDBPyConnection, wish: Wish) -> None:
    """Raises `Refusal` when a fact contradicts the drafted debits."""
    for check in facts(cursor, wish):
        if not check.holds:
            raise Refusal(f"{check.label} : {check.fault} ; rien n'a été écrit.")


def block(cursor: duckdb.DuckDBPyConnection, reason: str) -> None:
    """Stops debit files until someone lifts it; `reason` is a French sentence (inside the caller's transaction)."""
    cursor.execute("insert into debit_blocks values (?, ?, null, null, null)", [reason, dt.datetime.now()])


def unblock(ledger: Ledger, actor: str, why: str) -> None:
    """Lets debit files be written again; raises `Refusal` without a why."""
    if not why.strip():
        raise Refusal("Dites pourquoi les prélèvements peuvent reprendre.")
    with ledger.write(actor, "reprise des prélèvements", "", {"why": why}) as cursor:
        cursor.execute(
            "update debit_blocks set lifted_at = ?, lifted_by = ?, lift_reason = ? where lifted_at is null",
            [dt.datetime.now(), actor, why],
        )
