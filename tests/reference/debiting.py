"""R13: which due instalments can be debited, on which mandate, in which sequence, and why not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from .accounts import Account, DebitFile, Instalment, Presentation
from .due_dates import add_months, earliest_debit

SEPA = set(
    """AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT
    RO RS SE SI SK SM VA""".split()  # noqa: SIM905
)
Row = dict[str, object]


@dataclass(frozen=True)
class Wish:
    """What `debits` is asked."""

    due_from: date
    due_to: date
    created_on: date
    allow_legacy: bool = False
    first_as: str = "FRST"
    lead_days: int = 1

    def covers(self, instalment: Instalment) -> bool:
        return self.due_from <= instalment.due <= self.due_to


@dataclass
class Register:
    """The imported mandates of all families, those on hold, and all that was presented on them."""

    rows: dict[str, Row]
    on_hold: set[str] = field(default_factory=set)
    presentations: list[Presentation] = field(default_factory=list)

    def of(self, family: str, created_on: date) -> list[Row]:
        """R13: active ones first, the latest signed, then the lowest reference."""
        own = [r for r in self.rows.values() if r["family_id"] == family and r["status"] != "superseded"]
        signed = [r for r in own if r["signed_on"] <= created_on]
        return sorted(
            signed, key=lambda r: (r["status"] == "revoked", -r["signed_on"].toordinal(), r["mandate_reference"])
        )

    def presented(self, row: Row) -> list[Presentation]:
        name = row["mandate_reference"]
        return [p for p in self.presentations if p.mandate == name and not p.file.voided]

    def lapses_on(self, row: Row) -> date:
        """36 months after the last presentation, else after the signature."""
        days = [p.due for p in self.presented(row)] + [d for d in [row["last_debited_on"]] if d]
        return add_months(max(days, default=row["signed_on"]), 36)

    def collected_before(self, row: Row) -> bool:
        return bool(row["last_debited_on"]) or any(not p.rejected for p in self.presented(row))


def mandate_reasons(register: Register, row: Row, instalment: Instalment, wish: Wish) -> Iterator[str]:
    """Why this mandate cannot carry this debit, in the order of R13."""
    if row["mandate_reference"] in register.on_hold:
        yield "on_hold"
    if row["status"] == "revoked":
        yield "mandate_revoked"
    if row["origin"] == "legacy" and not wish.allow_legacy:
        yield "mandate_to_renew"
    if instalment.due > register.lapses_on(row):
        yield "mandate_expired"
    if row["iban"][:2] not in SEPA:
        yield "bad_iban"


def choose(register: Register, instalment: Instalment, wish: Wish) -> tuple[Row | None, list[str]]:
    """The first mandate that is eligible, else the first of all; its reasons."""
    every = register.of(instalment.family, wish.created_on)
    judged = [(row, list(mandate_reasons(register, row, instalment, wish))) for row in every]
    fit = [(row, reasons) for row, reasons in judged if not reasons]
    return (fit or judged or [(None, ["no_mandate"])])[0]


def reason(account: Account, method: str, instalment: Instalment, reasons: list[str], wish: Wish) -> str | None:
    """The first reason that keeps an instalment out of a file."""
    told = instalment.announced_on
    if instalment.live:
        return "already_exported"
    if account.on_hold or (account.request and account.request.open) or "on_hold" in reasons[:1]:
        return "on_hold"
    if method != "direct_debit":
        return "other_method"
    if reasons:
        return reasons[0]
    if instalment.due < earliest_debit(wish.created_on, wish.lead_days):
        return "too_late"
    if told is None or told + timedelta(instalment.notice_days) > instalment.due:
        return "not_notified"
    return None


def is_due(instalment: Instalment, wish: Wish) -> bool:
    return wish.covers(instalment) and instalment.open and not instalment.returned


@dataclass
class Outcome:
    """What a debit command would do: presentations, and (instalment, amount, reason) left out."""

    included: list[Presentation]
    left_out: list[tuple[Instalment, Decimal, str]]


def sort_out(accounts: dict[str, Account], methods: dict[str, str], register: Register, wish: Wish) -> Outcome:
    """R13 over all families."""
    file, result = DebitFile("", wish.created_on), Outcome([], [])
    for account in accounts.values():
        for instalment in (i for i in account.by_due() if is_due(i, wish)):
            row, reasons = choose(register, instalment, wish)
            why = reason(account, methods[account.family], instalment, reasons, wish)
            if why:
                result.left_out.append((instalment, instalment.unpaid, why))
            else:
                result.included.append(present(file, instalment, row["mandate_reference"]))
        result.left_out += [(i, i.amount, "not_approved") for i in account.proposals if wish.covers(i)]
    give_sequences(register, result.included, wish)
    return result


def present(file: DebitFile, instalment: Instalment, mandate: str) -> Presentation:
    attempt = len(instalment.debits) + 1
    return Presentation(file, instalment, attempt, mandate, "RCUR", instalment.unpaid, instalment.due)


def give_sequences(register: Register, debits: list[Presentation], wish: Wish) -> None:
    """R13: the first collection on a mandate is FRST, in one file its earliest date."""
    started: set[str] = set()
    for debit in sorted(debits, key=lambda d: d.due):
        if debit.mandate not in started and not register.collected_before(register.rows[debit.mandate]):
            debit.sequence = wish.first_as
        started.add(debit.mandate)
