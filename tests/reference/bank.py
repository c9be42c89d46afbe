"""The bank's answers to a debit file: pain.002 and camt.054 written in plain text, and what each of them must do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .accounts import DebitFile, Presentation

# sepa.md, section 7: what a reason does to the mandate or the family; "never retry by itself" and "retry only by
# decision", MD01 and unknown codes too, are read as a hold of the mandate. Other reasons put nothing on hold.
MANDATE_ON_HOLD = {"AC01", "AC04", "MS02", "SL01", "MS03", "XX99", "MD06", "MD01"}
FAMILY_ON_HOLD = {"MD07"}
REASONS = ["AM04", "AM04", "AM04", "AG02", *sorted(MANDATE_ON_HOLD | FAMILY_ON_HOLD)]


@dataclass(frozen=True)
class Answer:
    """What a bank says of one debit: an end-to-end id (ours or not), an amount, and why it failed, if it did."""

    end_to_end_id: str
    amount: Decimal
    reason: str = ""


def pain002(file: DebitFile, answers: Iterable[Answer], made_on: date, whole: str = "") -> str:
    """A pain.002 of one of our files: debit by debit, or `whole` ("group" or "block") rejected."""
    group = "<GrpSts>RJCT</GrpSts>" if whole == "group" else ""
    status = "<PmtInfSts>RJCT</PmtInfSts>" if whole == "block" else ""
    said = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{a.end_to_end_id}</OrgnlEndToEndId>"
        f"<TxSts>{'RJCT' if a.reason else 'ACCP'}</TxSts>"
        f"<StsRsnInf><Rsn><Cd>{a.reason or 'NARR'}</Cd></Rsn></StsRsnInf>"
        f'<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">{a.amount}</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>'
        for a in ([] if whole else answers)
    )
    block = f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{file.message_id}-1</OrgnlPmtInfId>{status}{said}</OrgnlPmtInfAndSts>"
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>'
        f"<GrpHdr><MsgId>B{made_on}</MsgId><CreDtTm>{made_on}T18:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts>"
        f"<OrgnlMsgId>{file.message_id}</OrgnlMsgId><OrgnlMsgNmId>pain.008</OrgnlMsgNmId>{group}</OrgnlGrpInfAndSts>"
        f"{block if said or status else ''}</CstmrPmtStsRpt></Document>"
    )


def camt054(answers: Iterable[Answer], made_on: date) -> str:
    """A camt.054 of returned debits in one booked entry, and of a credit that is no return."""
    answers = list(answers)
    worth = sum((a.amount for a in answers), Decimal(0))
    said = "".join(
        f'<TxDtls><Refs><EndToEndId>{a.end_to_end_id}</EndToEndId></Refs><Amt Ccy="EUR">{a.amount}</Amt>'
        f"<RltdDts><IntrBkSttlmDt>{made_on}</IntrBkSttlmDt></RltdDts>"
        f"<RtrInf><Rsn><Cd>{a.reason}</Cd></Rsn></RtrInf></TxDtls>"
        for a in answers
    )
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>'
        f"<GrpHdr><MsgId>C{made_on}</MsgId><CreDtTm>{made_on}T06:00:00</CreDtTm></GrpHdr><Ntfctn><Id>N1</Id><Ntry>"
        f'<Amt Ccy="EUR">{worth}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        f"<BookgDt><Dt>{made_on}</Dt></BookgDt><NtryDtls>{said}</NtryDtls></Ntry>"
        '<Ntry><Amt Ccy="EUR">9.99</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        f"<BookgDt><Dt>{made_on}</Dt></BookgDt></Ntry></Ntfctn>"
        "</BkToCstmrDbtCdtNtfctn></Document>"
    )


def failed(debit: Presentation, kind: str) -> bool:
    """Whether this failure of this kind (`reject`, `return`) is already recorded."""
    return debit.rejected if kind == "reject" else debit.came_back


def mark(debit: Presentation, kind: str) -> None:
    if kind == "reject":
        debit.rejected = True
    else:
        debit.came_back = True
