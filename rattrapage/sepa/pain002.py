"""The pain.002: what the bank refuses of a file before settlement, and what it says was collected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from rattrapage.sepa.messages import (
    ACCEPTED,
    FAILED,
    IGNORED,
    REJECT,
    Answer,
    count,
    day,
    decimal,
    local,
    money,
    reason,
    text,
)

ROOTS = ("CstmrPmtStsRpt",)
DECIDES = {"RJCT": FAILED, "ACSC": ACCEPTED, "ACCC": ACCEPTED}
INTERIM = {"ACCP", "ACFC", "ACSP", "ACTC", "ACWC", "ACWP", "PART", "PATC", "PDNG", "RCVD"}
CONTRADICTION = "le nombre ou la somme annoncés ne sont pas ceux de notre envoi"


@dataclass(frozen=True)
class _Status:
    """The status of a file or block, which its parts take when they have none of their own."""

    code: str
    reason: str


def answers(report: etree._Element) -> Iterator[Answer]:
    """The answers of a `CstmrPmtStsRpt` (versions .03 to .10), the most precise first (sepa.md, section 7).

    A file's or a block's status is an answer when it decides (RJCT, ACSC, ACCC); each debit that is named is one.
    """
    reported_on = day(text(report, "GrpHdr/CreDtTm"))[0]
    group = report.find(local("OrgnlGrpInfAndSts"))
    whole = _Status(text(group, "GrpSts"), reason(group, "StsRsnInf"))
    for block in report.iterfind(local("OrgnlPmtInfAndSts")):
        yield from _block(block, whole, reported_on)
    if group is not None and whole.code in DECIDES:
        yield _level("file", text(group, "OrgnlMsgId"), group, whole, reported_on)


def _block(block: etree._Element, whole: _Status, reported_on: dt.date | None) -> Iterator[Answer]:
    code = text(block, "PmtInfSts")
    own = _Status(code or whole.code, reason(block, "StsRsnInf") or whole.reason)
    for debit in block.iterfind(local("TxInfAndSts")):
        # a part without id and status only repeats what its block says
        if text(debit, "OrgnlEndToEndId") or text(debit, "TxSts") or own.code not in DECIDES:
            yield _debit(debit, own, reported_on)
    if code in DECIDES:
        yield _level("block", text(block, "OrgnlPmtInfId"), block, own, reported_on)


def _level(level: str, subject: str, element: etree._Element, status: _Status, reported_on: dt.date | None) -> Answer:
    """The status of a whole file or block, with the number and sum that the message states for it.

    They may stand twice, for the whole and for each status: where the two differ, the message contradicts itself.
    """
    numbers = {text(element, "OrgnlNbOfTxs")} - {""}
    sums = {text(element, "OrgnlCtrlSum")} - {""}
    others = False
    for tally in element.iterfind(local("NbOfTxsPerSts")):
        if text(tally, "DtldSts") == status.code:
            numbers |= {text(tally, "DtldNbOfTxs")} - {""}
            sums |= {text(tally, "DtldCtrlSum")} - {""}
        else:
            others |= count(text(tally, "DtldNbOfTxs")) != 0
    counted, summed = {count(written) for written in numbers}, {decimal(written) for written in sums}
    fits = not others and len(counted) <= 1 and len(summed) <= 1 and None not in counted | summed
    return Answer(
        REJECT,
        level,
        subject,
        DECIDES[status.code],
        status.reason,
        booked_on=reported_on,
        why="" if fits else CONTRADICTION,
        number=next(iter(counted), None) if fits else None,
        total=_largest(summed),
    )


def _largest(sums: set[Decimal | None]) -> Decimal | None:
    return max((value for value in sums if value is not None), default=None)


def _debit(debit: etree._Element, block: _Status, reported_on: dt.date | None) -> Answer:
    asked = money(debit, "OrgnlTxRef/Amt/InstdAmt")
    subject, own = text(debit, "OrgnlEndToEndId"), text(debit, "TxSts")
    outcome, why = _outcome(own or block.code)
    if not subject and own in ("", block.code) and block.code in DECIDES:
        outcome, why = IGNORED, "aucun débit nommé : le statut de l'ensemble le dit déjà"
    return Answer(
        REJECT,
        "debit",
        subject,
        outcome,
        reason(debit, "StsRsnInf") or block.reason,
        asked.value,
        asked.currency,
        reported_on,
        why or asked.fault,
    )


def _outcome(status: str) -> tuple[str, str]:
    """What a debit's status decides, and why it is ignored, or unmatched when it is none that we know."""
    if status in INTERIM:
        return IGNORED, f"statut {status} : rien n'est décidé"
    if status in DECIDES:
        return DECIDES[status], ""
    return FAILED, f"statut inconnu ({status[:20]})" if status else "aucun statut"
