"""R12: what `plan` proposes for a family, what it keeps and lowers, what `approve` and `notify` change."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from .accounts import Account, Instalment
from .cells import ZERO
from .collecting import Months, Owed, Terms, after_waivers, parts_of, take_from
from .due_dates import EVER, due_dates


@dataclass(frozen=True)
class Row:
    """A row of the plan file."""

    family: str
    number: int
    due: date | None
    amount: Decimal
    strategy: str
    state: str


def held(instalment: Instalment, prepared_on: date) -> bool:
    """Whether a re-plan keeps the unpaid part: with the bank, or announced and still due."""
    if not instalment.open or instalment.returned:
        return False
    return instalment.live or (instalment.announced_on is not None and instalment.due >= prepared_on)


def kept(account: Account, prepared_on: date) -> Decimal:
    """What was paid on instalments, and the unpaid part of those that stay."""
    return sum((i.paid + (i.unpaid if held(i, prepared_on) else ZERO) for i in account.instalments), ZERO)


def last_kept(account: Account, prepared_on: date) -> date:
    """The due date after which a re-plan goes on: of instalments that stay whole, held or wholly paid."""
    whole = [i for i in account.instalments if i.paid and not i.unpaid and not i.closed]
    dates = [i.due for i in account.instalments if i in whole or held(i, prepared_on)]
    return max(dates, default=EVER)


def lower(account: Account, prepared_on: date, excess: Decimal) -> Decimal:
    """Take an excess from announced instalments not yet exported, the last one first; returns what could not be."""
    for instalment in reversed(account.by_due()):
        if held(instalment, prepared_on) and not instalment.live and excess:
            part = min(excess, instalment.unpaid)
            instalment.amount -= part
            excess -= part
            account.lowered = True
    return excess


def scheduled(account: Account, months: Months, terms: Terms, parts: list[Decimal]) -> list[Instalment]:
    """Instalments of these amounts, after the last kept one, numbered on from the highest."""
    first = max((i.number for i in account.instalments), default=0) + 1
    days = due_dates(terms.day, terms.not_before, last_kept(account, terms.prepared_on))
    return [
        Instalment(account.family, number, due, amount, terms.strategy, terms.notice_days)
        for number, (due, amount) in enumerate(zip(islice(days, len(parts)), parts, strict=True), first)
    ]


def plan(account: Account, owed: Owed, policy: Terms) -> list[Row]:
    """Propose anew for one family: its rows of the plan file, with what is lowered at once."""
    terms = policy.over(account.granted)
    months, credit = after_waivers(owed, account.waivers, terms.net_credits)
    stays = kept(account, terms.prepared_on)
    rest = sum(months.values(), ZERO) - stays
    account.proposals, review, carried = [], owed.to_review, ZERO
    account.given_up = [i for i in account.instalments if i.unpaid and not held(i, terms.prepared_on)]
    account.outdated = False
    account.planned_on, account.planned_beside = terms.prepared_on, stays
    if rest <= 0:
        credit += lower(account, terms.prepared_on, -rest)
        give_up(account)
    elif rest and not stays and rest < terms.threshold:
        carried = rest
    elif rest:
        take_from(months, stays)
        parts = parts_of(months, terms)
        review += rest if parts is None else ZERO
        account.proposals = scheduled(account, months, terms, parts or [])
    return rows(account, terms, carried, credit, review)


def rows(account: Account, terms: Terms, carried: Decimal, credit: Decimal, review: Decimal) -> list[Row]:
    """The family's rows: one a state besides its instalments."""
    beside = {"carried_over": carried, "credit": -credit, "to_review": review}
    result = [Row(account.family, 0, None, amount, terms.strategy, s) for s, amount in beside.items() if amount]
    return result + [Row(i.family, i.number, i.due, i.amount, i.strategy, "proposed") for i in account.proposals]


def give_up(account: Account) -> None:
    """Close what is returned, missed or unannounced at what was paid on it.

    R12 leaves this to the next approved plan; where nothing is left to plan there is none to approve, and
    it is done at once, as lowering is.
    """
    for instalment in account.given_up:
        instalment.close()
    account.given_up = []


def approve(account: Account, on: date) -> bool:
    """Approve what is proposed and close what it takes up again.

    False where there is neither, and where what is kept, the waivers or the terms changed since: the proposal is stale.
    """
    if not account.proposals and not account.given_up:
        return False
    if account.outdated or kept(account, account.planned_on) != account.planned_beside:
        return False
    give_up(account)
    for instalment in account.proposals:
        instalment.approved_on = on
    account.instalments += account.proposals
    account.proposals = []
    return True


def release(account: Account) -> None:
    """Granted terms: what was announced and is not in a live file is planned and announced anew."""
    account.outdated = True
    for instalment in account.instalments:
        if instalment.open and not instalment.live:
            instalment.announced_on, instalment.released = None, True


def notify(account: Account, on: date) -> bool | None:
    """Announce what was not: True for a letter, False where the family is left out, None where there is nothing.

    What granted terms released is not announced: it is planned anew first.
    """
    silent = [i for i in account.open_ones() if i.announced_on is None and not i.returned and not i.live]
    new = [i for i in silent if not i.released]
    if account.deceased or not (new or account.lowered):
        return False if account.deceased and (new or account.lowered) else None
    if new and new[0].due < on + timedelta(new[0].notice_days):
        return False
    for instalment in new:
        instalment.announced_on = on
    account.lowered = False
    return True
