"""The reference's own ledger of a life: imported rows, one account a family, debit files; each step to the letter."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from . import bank, debiting, paying, planning, reading
from .accounts import Account, DebitFile, Payment, Presentation, Request
from .cells import billed_lines
from .collecting import Owed, Terms, owed_by_family
from .debiting import Outcome, Register, Wish
from .reconcile import cells_of
from .usage import Facts, usages


@dataclass
class World:
    """What a life has left so far."""

    period: tuple[str, str]
    state: reading.State = field(default_factory=reading.State)
    accounts: dict[str, Account] = field(default_factory=dict)
    files: list[DebitFile] = field(default_factory=list)
    on_hold: set[str] = field(default_factory=set)
    ids: dict[str, tuple] = field(default_factory=dict)  # instalment id, one for life → family, number

    # -- what is known ------------------------------------------------------------------------------------

    def rows(self, table: str) -> list[dict[str, object]]:
        return list(self.state.ledger[table].values())

    @property
    def methods(self) -> dict[str, str]:
        """Each family's payment method: a granted one wins over the imported one."""
        return {
            row["family_id"]: self.accounts[row["family_id"]].granted.get("method", row["payment_method"])
            for row in self.rows("families")
        }

    @property
    def register(self) -> Register:
        rows = {row["mandate_reference"]: row for row in self.rows("mandates")}
        return Register(rows, self.on_hold, self.presentations)

    @property
    def presentations(self) -> list[Presentation]:
        return [debit for file in self.files for debit in file.debits]

    def owed(self) -> dict[str, Owed]:
        """R11, computed as if documents of origin `catch_up` did not exist."""
        first, last = self.period
        facts = Facts(self.state.ledger)
        used = [use for use in usages(facts) if first <= use.month <= last]
        lines = [ln for ln in billed_lines(facts) if first <= ln.month <= last and ln.origin != "catch_up"]
        return owed_by_family(cells_of(facts, used, lines))

    # -- steps ------------------------------------------------------------------------------------------------

    def load(self, folder: Path) -> None:
        """`import`: rows, accounts of new families, payments placed."""
        reading.take_folder(folder, self.state)
        for row in self.rows("families"):
            self.accounts.setdefault(row["family_id"], Account(row["family_id"]))
        origins = {row["invoice_id"]: row["origin"] for row in self.rows("invoices")}
        for row in self.rows("payments"):
            payment = Payment(row["payment_id"], row["paid_on"], row["amount"], origins.get(row["invoice_id"]))
            self.receive(self.accounts[row["family_id"]], payment)
        self.place_payments()

    def receive(self, account: Account, payment: Payment) -> None:
        """A new payment, or the amount of a known one."""
        known = [p for p in account.payments if p.payment_id == payment.payment_id]
        if known:
            known[0].correct(payment.amount)
        else:
            account.payments.append(payment)

    def place_payments(self) -> None:
        for account in self.accounts.values():
            paying.place(account)

    def plan(self, policy: Terms) -> list[planning.Row]:
        owed = self.owed()
        planned = [planning.plan(self.accounts[f], owed.get(f, Owed()), policy) for f in sorted(self.accounts)]
        return [row for rows in planned for row in rows]

    def approve(self, families: list[str], on: date) -> list[str]:
        """Returns the families whose plans were approved."""
        done = [family for family in families if planning.approve(self.accounts[family], on)]
        self.place_payments()
        return done

    def overpaid(self) -> dict[tuple[str, str], Decimal]:
        """(family, payment) → what of it exceeds."""
        return {
            (f, name): left for f, account in self.accounts.items() for name, left in paying.overpaid(account).items()
        }

    def notify(self, on: date) -> dict[str, bool]:
        """Family → whether it got a letter, for those that should."""
        said = {family: planning.notify(account, on) for family, account in self.accounts.items()}
        return {family: letter for family, letter in said.items() if letter is not None}

    def request(self, family: str, state: str, terms: dict[str, object]) -> None:
        account = self.accounts[family]
        if account.request is None or not account.request.open:
            account.request = Request(state)
        account.request.state = state
        account.request.terms |= terms
        if state == "granted":
            account.granted |= account.request.terms
            if account.request.terms:
                planning.release(account)

    def sort_out(self, wish: Wish) -> Outcome:
        return debiting.sort_out(self.accounts, self.methods, self.register, wish)

    def keep(self, message_id: str, created_on: date, debits: list[Presentation]) -> None:
        """A debit file was written."""
        file = DebitFile(message_id, created_on, debits)
        self.files.append(file)
        for debit in debits:
            debit.file = file
            debit.instalment.debits.append(debit)

    def void(self, file: DebitFile) -> int | None:
        """Returns how many instalments are due again; None where it is refused."""
        recorded = any(d.rejected or d.came_back for d in file.debits)
        if file.voided or (recorded and not file.wholly_rejected):
            return None
        file.voided = True
        due = sum(debit.instalment.open for debit in file.debits)
        self.place_payments()
        return due

    def take(self, kind: str, answers: list[bank.Answer]) -> dict[str, object]:
        """`returns`: what the bank said, debit by debit; the counts of the command."""
        counts = {"matched": 0, "unmatched": 0, "already": 0, "accepted": 0, "ignored": 0, "amount": Decimal(0)}
        ours = {d.end_to_end_id: d for d in self.presentations}
        for answer in answers:
            debit = ours.get(answer.end_to_end_id)
            outcome = self._outcome(kind, debit, answer)
            counts[outcome] += 1
            if outcome == "matched":
                counts["amount"] += answer.amount
                bank.mark(debit, kind)
                self._follow(debit, answer.reason)
        counts["ignored"] += kind == "return"  # a camt.054 also has a credit that is none of ours
        counts["read"] = sum(counts[fate] for fate in ("matched", "unmatched", "already", "accepted", "ignored"))
        self.place_payments()
        return counts

    def _outcome(self, kind: str, debit: Presentation | None, answer: bank.Answer) -> str:
        if not answer.reason:
            return "ignored"
        if debit is None or debit.amount != answer.amount:
            return "unmatched"
        return "already" if bank.failed(debit, kind) else "matched"

    def _follow(self, debit: Presentation, reason: str) -> None:
        """What a reason puts on hold."""
        account = self.accounts[debit.instalment.family]
        if reason in bank.MANDATE_ON_HOLD:
            self.on_hold.add(debit.mandate)
        if reason in bank.FAMILY_ON_HOLD:
            account.on_hold = account.deceased = True
