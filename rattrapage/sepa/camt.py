"""The camt.054, 053 and 052: what came back after settlement, and the money received."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from rattrapage.sepa.messages import (
    BACK,
    CREDIT,
    FAILED,
    IGNORED,
    RETURN,
    UNEXPLAINED,
    Answer,
    Money,
    count,
    day,
    decimal,
    local,
    money,
    reason,
    text,
)

ROOTS = {"BkToCstmrDbtCdtNtfctn": "Ntfctn", "BkToCstmrStmt": "Stmt", "BkToCstmrAcctRpt": "Rpt"}
"""Each message and the element that holds its entries."""
RETURNS = {("IDDT", "UPDD"), ("IDDT", "PRDD"), ("IDDT", "RCDD")}
"""Families of bank transactions that take back a direct debit we issued: unpaid, refunded, cancelled."""
NOT_BOOKED = {
    "PDNG": "en attente à la banque",
    "INFO": "donnée pour information, rien n'est comptabilisé",
    "FUTR": "à venir, rien n'est comptabilisé",
}
NO_PARTS = "écriture sans le détail des débits"
NO_SUM = "les parties ne font pas le montant de l'écriture"


@dataclass(frozen=True)
class _Entry:
    """What the parts of an entry take from it: its side, whether it says return, its date, its own fault."""

    element: etree._Element
    status: str
    side: str
    money: Money
    booked: tuple[dt.date | None, str]
    fault: str = ""


def answers(message: etree._Element) -> Iterator[Answer]:
    """The answers of a camt.054 (.02 to .08), 053 or 052: each part of an entry, or the entry where it has none.

    Only a booked debit can be a return; only a booked credit is money received. A debit that says neither reason
    nor code of a return is of no concern (bank fees) unless it names one of our ids, which the reader of returns finds.
    """
    holder = ROOTS[etree.QName(message).localname]
    for element in message.iterfind(local(f"{holder}/Ntry")):
        yield from _entry(element)


def _entry(element: etree._Element) -> Iterator[Answer]:
    status = text(element, "Sts/Cd") or text(element, "Sts/Prtry") or text(element, "Sts")
    booked = day(text(element, "BookgDt/Dt"), text(element, "BookgDt/DtTm"))
    entry = _Entry(element, status, text(element, "CdtDbtInd"), money(element, "Amt"), booked)
    parts = element.findall(local("NtryDtls/TxDtls"))
    if not parts:
        yield _alone(entry)
        return
    fault = _sum_fault(entry, parts)
    for part in parts:
        yield _part(part, entry, fault, single=len(parts) == 1)


def _sum_fault(entry: _Entry, parts: list[etree._Element]) -> str:
    """Why the parts of an entry are not worth its amount; the bank's charges may stand in either.

    A part whose amount cannot be read is unmatched by itself; the others must then leave something for it.
    """
    if entry.money.value is None:
        return entry.money.fault or "écriture sans montant"
    found = [money(part, "Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt") for part in parts]
    signed = [
        (-1 if (text(part, "CdtDbtInd") or entry.side) != entry.side else 1) * one.value
        for part, one in zip(parts, found, strict=True)
        if one.value is not None
    ]
    summed = sum(signed, Decimal(0))
    if len(signed) < len(parts):
        return "" if len(parts) == 1 or summed < entry.money.value else NO_SUM
    own, inner = (
        _charges(entry.element) or Decimal(0),
        sum((_charges(part) or Decimal(0) for part in parts), Decimal(0)),
    )
    fits = {summed, summed + inner, summed + own, summed - own, summed - inner}
    return "" if entry.money.value in fits else NO_SUM


def _charges(element: etree._Element) -> Decimal | None:
    """The bank's charges that an entry or a part names, by their total, else added up; None when it names none."""
    found = [value for holder in element.iterfind(local("Chrgs")) for value in _each_charge(holder)]
    return sum(found, Decimal(0)) if found else None


def _each_charge(holder: etree._Element) -> list[Decimal]:
    total = decimal(text(holder, "TtlChrgsAndTaxAmt")) or decimal(text(holder, "Amt"))
    each = [decimal(text(record, "Amt")) for record in holder.iterfind(local("Rcrd"))]
    return [total] if total is not None else [value for value in each if value is not None]


def _part(part: etree._Element, entry: _Entry, sum_fault: str, single: bool) -> Answer:
    ours = money(part, "AmtDtls/InstdAmt/Amt", "Amt", "AmtDtls/TxAmt/Amt")
    if single and ours.value is None and not ours.fault:
        ours = entry.money
    settled = text(part, "RltdDts/IntrBkSttlmDt")
    on, date_fault = day(settled) if settled else entry.booked
    side = text(part, "CdtDbtInd") or entry.side
    level, subject = _named(part)
    outcome, why = _outcome(entry, side, _comes_back(part, entry))
    fault = ours.fault or date_fault or (sum_fault if side == "DBIT" else "")
    if level != "debit" and outcome == FAILED:
        fault = fault or NO_PARTS
    return Answer(
        RETURN,
        level,
        subject,
        outcome,
        reason(part, "RtrInf"),
        ours.value,
        ours.currency,
        on,
        why or fault,
        _charges(part),
        total=ours.value if level != "debit" else None,
    )


def _named(part: etree._Element) -> tuple[str, str]:
    """The level and the id that a part names: its debit, else its block, else its file."""
    debit = text(part, "Refs/EndToEndId")
    block, file = text(part, "Refs/PmtInfId"), text(part, "Refs/MsgId")
    if debit not in ("", "NOTPROVIDED") or not (block or file):
        return "debit", debit
    return ("block", block) if block else ("file", file)


def _comes_back(part: etree._Element | None, entry: _Entry) -> bool:
    """Whether a part or its entry says that a direct debit came back: its reason, its code, or its reversal."""
    reasoned = part is not None and part.find(local("RtrInf")) is not None
    codes = {
        (text(element, "BkTxCd/Domn/Fmly/Cd"), text(element, "BkTxCd/Domn/Fmly/SubFmlyCd"))
        for element in (part, entry.element)
    }
    return reasoned or bool(codes & RETURNS)


def _outcome(entry: _Entry, side: str, comes_back: bool) -> tuple[str, str]:
    """What a part says, and why it is ignored or cannot be judged."""
    if entry.status in NOT_BOOKED:
        return IGNORED, NOT_BOOKED[entry.status] + (" (retour)" if comes_back and side == "DBIT" else "")
    fault = "" if entry.status == "BOOK" else f"statut inconnu ({entry.status[:20]})"
    if side == "CRDT":
        back = comes_back or text(entry.element, "RvslInd") in ("true", "1")
        return (BACK, "crédit qui porte le motif d'un retour") if back else (CREDIT, fault)
    if side != "DBIT":
        return (FAILED if comes_back else UNEXPLAINED), "sens inconnu : ni débit ni crédit"
    return (FAILED if comes_back else UNEXPLAINED), fault


def _alone(entry: _Entry) -> Answer:
    """An entry without parts: a credit of one of our blocks or files, or a debit that does not say of what."""
    batch = entry.element.find(local("NtryDtls/Btch"))
    block, file = text(batch, "PmtInfId"), text(batch, "MsgId")
    level, subject = ("block", block) if block else ("file", file) if file else ("debit", "")
    outcome, why = _outcome(entry, entry.side, _comes_back(None, entry))
    number = text(batch, "NbOfTxs")
    fault = entry.money.fault or entry.booked[1]
    if number and count(number) is None:
        fault = fault or f"nombre illisible ({number[:20]})"
    if entry.side != "CRDT":
        fault = fault or NO_PARTS
    stated = money(batch, "TtlAmt")
    return Answer(
        RETURN,
        level,
        subject,
        outcome,
        "",
        entry.money.value,
        entry.money.currency,
        entry.booked[0],
        why or fault or stated.fault,
        _charges(entry.element),
        count(number) if number else None,
        stated.value if stated.value is not None else entry.money.value,
    )
