"""The checks of a debit file: one list, which the page shows and at whose first failure the writer stops (R13)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import duckdb

from rattrapage import queries
from rattrapage.debits import drafts as debit_drafts
from rattrapage.debits import eligibility, publishing
from rattrapage.debits.drafts import Draft
from rattrapage.debits.eligibility import DebitRequest, Selection
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
"""What the drafted debits are compared with, asked again of the ledger: the columns of `debits/gate` in words."""
BALANCE, BYTES, FREE = "Équilibre au centime", "Schéma XML et relecture", "Aucun blocage"


class _Faults(NamedTuple):
    twice: int
    approved: int
    notified: int
    mandate: int
    collected: int


class _Block(NamedTuple):
    reason: str


@dataclass(frozen=True)
class Check:
    """One check: its name, whether it holds, what is wrong otherwise, and the sentence that refuses the file."""

    label: str
    holds: bool
    fault: str = ""
    refusal: str = ""


@dataclass
class Trial:
    """A file being made on a cursor; the checks, run in the order of `CHECKS`, fill `selection` and `drafts`."""

    ledger: Ledger
    cursor: duckdb.DuckDBPyConnection
    creditor: Creditor
    request: DebitRequest
    selection: Selection | None = None
    drafts: list[Draft] = field(default_factory=list)

    def judge(self) -> None:
        """Works out which instalments are debited; called before all checks but `FREE`."""
        eligibility.judge(self.cursor, self.request, self.creditor.lead_days)

    def check(self, label: str) -> Check:
        """Runs one check of `CHECKS`."""
        try:
            CHECKS[label](self)
        except _Fault as fault:
            return Check(label, False, str(fault), f"{label} : {fault} ; rien n'a été écrit.")
        except Refusal as refusal:
            return Check(label, False, str(refusal), str(refusal))
        return Check(label, True)

    def require(self, labels: Iterable[str]) -> None:
        """Runs checks in their order; raises `Refusal` at the first that fails."""
        for check in map(self.check, labels):
            if not check.holds:
                raise Refusal(check.refusal)

    @property
    def balanced(self) -> Selection:
        """The selection once `BALANCE` holds; raises `LookupError` before."""
        if self.selection is None:
            raise LookupError(f"« {BALANCE} » was not checked")
        return self.selection

    @cached_property
    def faults(self) -> dict[str, int]:
        """How many drafted debits each fact of `FACTS` contradicts."""
        return queries.one(self.cursor, "debits/gate", _Faults, created_on=self.request.created_on)._asdict()


class _Fault(Refusal):
    """Debits that a fact contradicts: how many, without saying which fact."""


def _free(trial: Trial) -> None:
    """Raises `Refusal` while debits are blocked, or an earlier file is still cut off."""
    if blocked := queries.first(trial.cursor, "debits/standing_blocks", _Block):
        raise Refusal(f"Prélèvements bloqués : {blocked.reason}")
    if complaints := publishing.complete(trial.ledger):
        raise Refusal(complaints[0])


def _balance(trial: Trial) -> None:
    trial.selection = eligibility.select(trial.cursor)
    proposals.check(trial.cursor)


def _bytes(trial: Trial) -> None:
    trial.drafts = debit_drafts.build(trial.cursor, trial.creditor, trial.request)


def _fact(name: str) -> Callable[[Trial], None]:
    def check(trial: Trial) -> None:
        if trial.faults[name]:
            raise _Fault(f"{trial.faults[name]} prélèvements en défaut")

    return check


CHECKS: dict[str, Callable[[Trial], None]] = {
    FREE: _free,
    BALANCE: _balance,
    BYTES: _bytes,
    **{label: _fact(name) for name, label in FACTS.items()},
}
"""All that a file must pass, in the order in which the page shows it."""
ON_FILE = tuple(label for label in CHECKS if label != FREE)
"""Those of the file itself: `FREE` ends what a crash cut off, so it must not run in the writer's transaction."""
