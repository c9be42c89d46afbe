"""The pain.002: what the bank refuses of a file before settlement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from rattrapage.sepa.messages import ACCEPTED, FAILED, Answer, amount, day, local, reason, text

ROOT, KIND = "CstmrPmtStsRpt", "reject"


@dataclass(frozen=True)
class _Status:
    """The status of a file or block, which its parts take when they have none of their own."""

    code: str
    reason: str


def answers(report: etree._Element) -> Iterator[Answer]:
    """The answers of a `CstmrPmtStsRpt` (versions .03 to .10), the most precise first (sepa.md, section 7).

    A refusal of the whole file or of a block that names no debit is one answer for the file or block.
    """
    reported_on = day(text(report, "GrpHdr/CreDtTm"))
    group = report.find(local("OrgnlGrpInfAndSts"))
    whole = _Status(text(group, "GrpSts"), reason(group, "StsRsnInf"))
    blocks = report.findall(local("OrgnlPmtInfAndSts"))
    for block in blocks:
        yield from _block(block, whole, reported_on)
    if whole.code == "RJCT" or (whole.code and not blocks):
        yield Answer("file", text(group, "OrgnlMsgId"), _outcome(whole.code), whole.reason, booked_on=reported_on)


def _block(block: etree._Element, whole: _Status, reported_on: dt.date | None) -> Iterator[Answer]:
    own = _Status(text(block, "PmtInfSts") or whole.code, reason(block, "StsRsnInf") or whole.reason)
    debits = block.findall(local("TxInfAndSts"))
    for debit in debits:
        yield _debit(debit, own, reported_on)
    if not debits and own.code:
        subject = text(block, "OrgnlPmtInfId")
        yield Answer("block", subject, _outcome(own.code), own.reason, booked_on=reported_on)


def _debit(debit: etree._Element, block: _Status, reported_on: dt.date | None) -> Answer:
    asked, currency = amount(debit, "OrgnlTxRef/Amt/InstdAmt")
    return Answer(
        "debit",
        text(debit, "OrgnlEndToEndId"),
        _outcome(text(debit, "TxSts") or block.code),
        reason(debit, "StsRsnInf") or block.reason,
        asked,
        currency,
        reported_on,
    )


def _outcome(status: str) -> str:
    return FAILED if status == "RJCT" else ACCEPTED
