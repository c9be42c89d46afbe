"""The gate: what a debit file would be and which checks it passes, before anyone may have it written (R13)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import duckdb

from rattrapage import clock, queries
from rattrapage.debits import eligibility
from rattrapage.debits.checks import FREE, ON_FILE, Check, Trial
from rattrapage.debits.drafts import Draft
from rattrapage.debits.eligibility import DebitRequest, LeftOut, Selection, Tally
from rattrapage.errors import Refusal
from rattrapage.ledger import Ledger
from rattrapage.sepa.creditor import Creditor


@dataclass(frozen=True)
class Gate:
    """What a file would be: its checks, what it would take and leave (None when unbalanced), its drafts."""

    checks: list[Check]
    selection: Selection | None
    left_out: list[LeftOut]
    drafts: list[Draft]

    @property
    def drafted(self) -> Tally:
        """The debits of its files."""
        amount = sum((draft.amount for draft in self.drafts), Decimal("0.00"))
        return Tally(sum(draft.debits for draft in self.drafts), amount)

    @property
    def balanced(self) -> Selection:
        """What it would take and leave; raises `LookupError` when that does not add up."""
        if self.selection is None:
            raise LookupError("nothing was selected")
        return self.selection

    @property
    def open(self) -> bool:
        """Whether the file may be written: every check holds and there is something to debit."""
        return all(check.holds for check in self.checks) and bool(self.drafts)


def look(ledger: Ledger, creditor: Creditor, request: DebitRequest) -> Gate:
    """Works out the file without writing anything, and checks it; a page shows the result, each check ✓ or ✗.

    Takes payments as they are placed; every import, return, approval and void places them.
    """
    trial = Trial(ledger, ledger.cursor(), creditor, request)
    checks = [trial.check(FREE)]
    trial.judge()
    checks += [trial.check(label) for label in ON_FILE]
    return Gate(checks, trial.selection, eligibility.left_out(trial.cursor), trial.drafts)


def block(cursor: duckdb.DuckDBPyConnection, reason: str) -> None:
    """Stops debit files until someone lifts it; `reason` is a French sentence (inside the caller's transaction)."""
    queries.run(cursor, "debits/keep_block", reason=reason, at=clock.now())


def unblock(ledger: Ledger, actor: str, why: str) -> None:
    """Lets debit files be written again; raises `Refusal` without a why."""
    if not why.strip():
        raise Refusal("Dites pourquoi les prélèvements peuvent reprendre.")
    with ledger.write(actor, "reprise des prélèvements", "", {"why": why}) as cursor:
        queries.run(cursor, "debits/lift_blocks", at=clock.now(), actor=actor, why=why)
