"""The camt.054: what came back after settlement, and the money received."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from rattrapage.sepa.messages import ACCEPTED, FAILED, UNEXPLAINED, Answer, amount, day, local, reason, text

ROOT, KIND = "BkToCstmrDbtCdtNtfctn", "return"


def answers(notification: etree._Element) -> Iterator[Answer]:
    """The answers of a `BkToCstmrDbtCdtNtfctn` (versions .02 to .08): booked entries, one or many debits each.

    A debit failed when return information comes with it; a credit without it is money received; a debit entry without
    it is of no concern here (bank fees) unless it names one of our ids, which the reader of returns finds out.
    """
    for entry in notification.iterfind(local("Ntfctn/Ntry")):
        if (text(entry, "Sts/Cd") or text(entry, "Sts")) == "BOOK":
            for debit in entry.iterfind(local("NtryDtls/TxDtls")):
                yield _debit(debit, entry)


def _debit(debit: etree._Element, entry: etree._Element) -> Answer:
    # never the entry's own sum: it may hold bank fees
    asked, currency = amount(debit, "AmtDtls/InstdAmt/Amt", "Amt", "AmtDtls/TxAmt/Amt")
    settled_on = text(debit, "RltdDts/IntrBkSttlmDt")
    return Answer(
        "debit",
        text(debit, "Refs/EndToEndId"),
        _outcome(debit, entry),
        reason(debit, "RtrInf"),
        asked,
        currency,
        day(settled_on, text(entry, "BookgDt/Dt"), text(entry, "BookgDt/DtTm")),
    )


def _outcome(debit: etree._Element, entry: etree._Element) -> str:
    if debit.find(local("RtrInf")) is not None:
        return FAILED
    direction = text(debit, "CdtDbtInd") or text(entry, "CdtDbtInd")
    return ACCEPTED if direction == "CRDT" else UNEXPLAINED
