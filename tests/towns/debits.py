"""Towns with instalments to debit: families, mandates, approved and announced plans, the bank's answers."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

from rattrapage.debits import exports
from rattrapage.debits.eligibility import DebitRequest
from rattrapage.debits.exports import Written
from rattrapage.ledger import Ledger
from rattrapage.returns import bank_files
from rattrapage.returns.bank_files import Returned
from rattrapage.sample.bills.iban import french
from rattrapage.sepa.creditor import Creditor
from tests.towns import copies
from tests.towns.ledgers import load, write

MADE = dt.date(2024, 2, 28)
MARCH, APRIL, MAY = dt.date(2024, 3, 5), dt.date(2024, 4, 5), dt.date(2024, 5, 6)
TOLD = dt.date(2024, 2, 6)
CREDITOR = Creditor(
    name="Ville d'Exemple",
    creditor_id="FR53ZZZ999999",
    iban="FR7699999000010000000000115",
    bic="BDFEFRPPCCT",
    address_line="1 place de l'Étoile",
    postal_code="67000",
    town="Strasbourg",
)
CREDITOR_FILE = """name = "Ville d'Exemple"
creditor_id = "FR53ZZZ999999"
iban = "FR76 9999 9000 0100 0000 0000 115"
bic = "BDFEFRPPCCT"
address_line = "1 place de l'Étoile"
postal_code = "67000"
town = "Strasbourg"
country = "FR"
currency = "EUR"
"""
HEADER = "mandate_reference,family_id,iban,bic,account_holder,signed_on,status,last_debited_on,origin"


def iban(number: int) -> str:
    """An invented account of bank 99999."""
    return french(1, number)


def abroad(country: str, number: int) -> str:
    """The same account as another country of the same structure would write it."""
    bban = iban(number)[4:]
    digits = "".join(str(int(sign, 36)) for sign in f"{bban}{country}00")
    return f"{country}{98 - int(digits) % 97:02d}{bban}"


def mandate(reference: str, family: str, account: str | int, signed: str = "2023-05-02", **more: str) -> str:
    """A row of the table `mandates`; `more`: bic, holder, status, debited, origin."""
    code = iban(account) if isinstance(account, int) else account
    cells = (more.get("bic", ""), more.get("holder", ""), signed, more.get("status", "active"))
    return ",".join((reference, family, code, *cells, more.get("debited", ""), more.get("origin", "kiosque")))


def settle(ledger: Ledger, folder: Path, *mandates: str, families: int = 4, **methods: str) -> None:
    """Imports families F1… that pay by direct debit, unless `methods` says otherwise, and their mandates."""
    rows = [f"F{n},Payeur {n},{methods.get(f'F{n}', 'direct_debit')}" for n in range(1, families + 1)]
    tables = {"families": "family_id,payer_name,payment_method\n" + "\n".join(rows) + "\n"}
    if mandates:
        tables["mandates"] = "\n".join((HEADER, *mandates)) + "\n"
    write(folder, **tables)
    copies.fill(ledger, ("settled", *tables.values()), lambda: _bring(ledger, folder))


def _bring(ledger: Ledger, folder: Path) -> None:
    report = load(ledger, folder)
    assert report.complete, report


def owe(
    ledger: Ledger,
    family: str,
    due_on: dt.date = MARCH,
    amount: str = "60.00",
    told: dt.date | None = TOLD,
    number: int = 1,
    state: str = "announced",
    paid: str = "0.00",
) -> str:
    """Gives a family a plan of one instalment and returns the instalment's id."""
    cursor = ledger.cursor()
    (count,) = cursor.execute("select count(*) from plans").fetchone()
    name, approved = f"RT{count + 1:010d}", None if state == "proposed" else TOLD
    cursor.execute(
        "insert into plans select $plan, 1, $family, 'equal', 14, $told, 0, 0, $approved, "
        "if($approved is null, null, 'Ada'), $approved",
        {"plan": count + 1, "family": family, "told": TOLD, "approved": approved},
    )
    asked = "0.00" if state == "cancelled" else amount
    cursor.execute(
        "insert into instalments values (?, ?, ?, ?, ?, ?, ?, 'equal', ?, null, null)",
        [name, family, number, count + 1, due_on, asked, amount, told],
    )
    _claim(cursor, family, asked)
    if Decimal(paid):
        sql = "insert into payments (payment_id, family_id, paid_on, amount) values (?, ?, ?, ?)"
        cursor.execute(sql, [f"P{count + 1}", family, TOLD, paid])
    return name


def _claim(cursor, family: str, amount: str) -> None:
    """What the instalments ask is what the family has to pay, so that its plan adds up."""
    (before,) = cursor.execute(
        "select coalesce(sum(to_collect), 0) from positions where family_id = ?", [family]
    ).fetchone()
    cursor.execute("delete from positions where family_id = ?", [family])
    names = "claimed, waived, netted, to_collect, kept, carried_over, over_cap, excess, credit, to_review"
    owed = before + Decimal(amount)
    cursor.execute(
        f"insert into positions (family_id, planning_id, strategy, {names}) "
        "values (?, 1, 'equal', ?, 0, 0, ?, 0, 0, 0, 0, 0, 0)",
        [family, owed, owed],
    )


def ask(ledger: Ledger, family: str) -> None:
    """A request of the family that nobody answered yet."""
    names = "step_id, request_id, family_id, state, recorded_at, actor, why"
    sql = f"insert into request_steps ({names}) values (1, 1, ?, 'asked', ?, 'Ada', 'x')"
    ledger.cursor().execute(sql, [family, TOLD])


def again(ledger: Ledger, folder: Path, *mandates: str) -> None:
    """Imports mandates alone, new ones or corrections."""
    assert load(ledger, write(folder, mandates="\n".join((HEADER, *mandates)) + "\n")).complete


def make(ledger: Ledger, out: Path, due_to: dt.date = MARCH, **more) -> Written:
    """Writes the debit file of what is due until `due_to`; `more`: creditor, due_from, made, allow_legacy."""
    request = DebitRequest(more.get("due_from", MARCH), due_to, more.get("made", MADE), more.get("allow_legacy", False))
    return exports.write(ledger, more.get("creditor", CREDITOR), request, out, "test")


def reasons(made: Written) -> dict[str, int]:
    """How many were left out, by reason."""
    return {reason: tally.count for reason, tally in made.selection.reasons.items()}


def entries(ledger: Ledger) -> list[tuple]:
    """(end-to-end id, sequence, date, amount) of every entry ever written, in order."""
    sql = "select end_to_end_id, sequence, requested_on, amount from debit_entries order by message_id, end_to_end_id"
    return ledger.cursor().execute(sql).fetchall()


def state(ledger: Ledger, instalment: str) -> str:
    """The state of an instalment as everybody sees it."""
    sql = "select state from instalment_states where instalment_id = ?"
    return ledger.cursor().execute(sql, [instalment]).fetchone()[0]


def reject(*debits: str, group: str = "", message: str = "RT20240228-0001", version: str = "03") -> bytes:
    """A pain.002 of `message`: `debits` are `TxInfAndSts` made by `refused`, `group` the status of the whole."""
    status = f"<GrpSts>{group}</GrpSts>" if group else ""
    block = f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{message}-1</OrgnlPmtInfId>{''.join(debits)}</OrgnlPmtInfAndSts>"
    return (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.{version}"><CstmrPmtStsRpt>'
        "<GrpHdr><MsgId>B1</MsgId><CreDtTm>2024-03-04T18:00:00</CreDtTm></GrpHdr>"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId><OrgnlMsgNmId>pain.008</OrgnlMsgNmId>{status}"
        f"</OrgnlGrpInfAndSts>{block if debits else ''}</CstmrPmtStsRpt></Document>"
    ).encode()


def refused(end_to_end_id: str, reason: str = "AC04", amount: str = "", status: str = "RJCT") -> str:
    """The status of one debit in a pain.002."""
    asked = f'<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">{amount}</InstdAmt></Amt></OrgnlTxRef>' if amount else ""
    return (
        f"<TxInfAndSts><OrgnlEndToEndId>{end_to_end_id}</OrgnlEndToEndId><TxSts>{status}</TxSts>"
        f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf>{asked}</TxInfAndSts>"
    )


def notice(*entries: str, version: str = "08") -> bytes:
    """A camt.054 of entries made by `booked`."""
    return (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.{version}"><BkToCstmrDbtCdtNtfctn>'
        "<GrpHdr><MsgId>C1</MsgId><CreDtTm>2024-03-08T06:00:00</CreDtTm></GrpHdr>"
        f"<Ntfctn><Id>N1</Id>{''.join(entries)}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    ).encode()


def booked(*debits: str, direction: str = "DBIT", status: str = "BOOK", version: str = "08", worth: str = "") -> str:
    """An entry of a camt.054 that holds debits made by `came_back`."""
    said = f"<Sts><Cd>{status}</Cd></Sts>" if version == "08" else f"<Sts>{status}</Sts>"
    return (
        f'<Ntry><Amt Ccy="EUR">{worth or summed(debits)}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{said}'
        f"<BookgDt><Dt>2024-03-08</Dt></BookgDt><NtryDtls>{''.join(debits)}</NtryDtls></Ntry>"
    )


def summed(debits: tuple[str, ...]) -> Decimal:
    """What the parts of an entry add up to: the last amount of each is the bank's own."""
    found = [re.findall(r"<Amt Ccy=.EUR.>([0-9.]+)</Amt>", debit) for debit in debits]
    return sum((Decimal(amounts[-1]) for amounts in found if amounts), Decimal(0))


def came_back(end_to_end_id: str, reason: str = "AM04", amount: str = "60.00", version: str = "08") -> str:
    """A debit of an entry: returned for a reason, or money received when `reason` is empty."""
    why = f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>" if reason else ""
    asked = f'<Amt Ccy="EUR">{amount}</Amt>'
    where = asked if version == "08" else f"<AmtDtls><TxAmt>{asked}</TxAmt></AmtDtls>"
    return (
        f"<TxDtls><Refs><EndToEndId>{end_to_end_id}</EndToEndId></Refs>{where}"
        f"<RltdDts><IntrBkSttlmDt>2024-03-07</IntrBkSttlmDt></RltdDts>{why}</TxDtls>"
    )


def take(ledger: Ledger, message: bytes) -> Returned:
    """Reads a message of the bank."""
    return bank_files.take(ledger, "retour.xml", message, "test")


def euros(text: str) -> Decimal:
    """An amount in euros."""
    return Decimal(text)
