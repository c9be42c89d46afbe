"""Files that banks really sent: the known cases, where they are beside the project, and one of ours of each kind."""

import io
import zipfile

import pytest

from rattrapage.commands import cli
from tests.towns import copies, datasets, six_debits
from tests.towns.debits import booked, came_back, notice, refused
from tests.towns.six_debits import BLOCK, FAMILIES, MESSAGE, answered, asked_again, debit

ALL = set(FAMILIES)
CASES = datasets.SHARED / "cases"
KNOWN = {
    "01-pain002-block-rejected-anonymous/bank.xml": (6, 0, ALL),
    "02-pain002-block-rejected-some-named/bank.xml": (6, 0, ALL),
    "04-several-documents-one-file/bank.xml": (2, 0, {"F1", "F2"}),
    "05-camt-batch-without-details/btch.xml": (0, 1, set()),
    "06-camt-amount-with-charges/chrgs.xml": (1, 0, {"F1"}),
    "07-camt-credit-on-our-id/bank.xml": (0, 1, set()),
    "08-xml-starts-with-a-blank-line/bank.xml": (1, 0, {"F1"}),
    "10-camt053-statement/c053.xml": (1, 0, {"F1"}),
    "10-camt053-statement/c052.xml": (1, 0, {"F1"}),
    "18-one-odd-value-refuses-all/amount6.xml": (2, 0, {"F1", "F2"}),
    "18-one-odd-value-refuses-all/amount-empty.xml": (2, 0, {"F1", "F2"}),
    "18-one-odd-value-refuses-all/date.xml": (1, 1, {"F2"}),
}
"""Of each case: matched, unmatched, the families that the next plan asks again."""


@pytest.fixture
def ledger(tmp_path):
    """The path of a ledger whose six debits of 60.00 were sent to the bank."""

    def build(place):
        scratch = tmp_path / "town"
        six_debits.send(place, six_debits.write(scratch / "tables"), scratch)

    return copies.copy(tmp_path / "l.duckdb", "six debits", build)


def report(*parts: str, block: str = "", group: str = "", debits: str = "") -> bytes:
    """A pain.002 of our file: `block` stands at the head of its block, `group` in the status of the whole."""
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>B</MsgId>'
        f"<CreDtTm>2024-03-04T18:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{MESSAGE}</OrgnlMsgId>{group}"
        f"</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>{BLOCK}</OrgnlPmtInfId>{block}{''.join(parts)}"
        "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    ).encode()


def stated(number: str, total: str, status: str = "RJCT", name: str = "PmtInfSts") -> str:
    """What a level states: its number, its sum, its status."""
    return f"<OrgnlNbOfTxs>{number}</OrgnlNbOfTxs><OrgnlCtrlSum>{total}</OrgnlCtrlSum><{name}>{status}</{name}>"


def tally(number: str, status: str = "RJCT") -> str:
    """How many debits a level says have a status."""
    return f"<NbOfTxsPerSts><DtldNbOfTxs>{number}</DtldNbOfTxs><DtldSts>{status}</DtldSts></NbOfTxsPerSts>"


def batch(direction: str, amount: str, number: str = "", block: str = BLOCK, code: str = "") -> str:
    """A booked entry without parts, of one of our blocks."""
    counted = f"<NbOfTxs>{number}</NbOfTxs>" if number else ""
    coded = f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>{code}</SubFmlyCd></Fmly></Domn></BkTxCd>"
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        f"<BookgDt><Dt>2024-03-05</Dt></BookgDt>{coded if code else ''}"
        f"<NtryDtls><Btch><PmtInfId>{block}</PmtInfId>{counted}</Btch></NtryDtls></Ntry>"
    )


def statement(*entries: str, kind: str = "053") -> bytes:
    """The same entries as `notice`, in a camt.053 or 052."""
    root, holder = {"053": ("BkToCstmrStmt", "Stmt"), "052": ("BkToCstmrAcctRpt", "Rpt")}[kind]
    return (
        notice(*entries)
        .replace(b"BkToCstmrDbtCdtNtfctn", root.encode())
        .replace(b"<Ntfctn>", f"<{holder}>".encode())
        .replace(b"</Ntfctn>", f"</{holder}>".encode())
    )


def zipped(*files: bytes) -> bytes:
    """An archive of files, in order."""
    place = io.BytesIO()
    with zipfile.ZipFile(place, "w") as archive:
        for number, file in enumerate(files):
            archive.writestr(f"{number}.xml", file)
    return place.getvalue()


ONE, TWO = booked(came_back(debit(1))), booked(came_back(debit(2)))
CHARGES = "<Chrgs><TtlChrgsAndTaxAmt Ccy='EUR'>3.00</TtlChrgsAndTaxAmt></Chrgs>"
DECLARED = b"<?xml version='1.0' encoding='UTF-8'?>\n"
OURS = {
    # A1: the status of a level against what was sent there
    "a file that counts its debits right": (report(group=stated("6", "360.00", name="GrpSts")), 6, 0, ALL),
    "a file that counts two of six": (report(group=stated("2", "120.00", name="GrpSts")), 0, 1, set()),
    "a block whose number alone is wrong": (report(block=stated("2", "360.00")), 0, 1, set()),
    "a block whose sum alone is wrong": (report(block=stated("6", "120.00")), 0, 1, set()),
    "a block that counts two of six": (report(block=stated("2", "120.00")), 0, 1, set()),
    "a block of the wrong sum that names one": (
        report(refused(debit(3)), block=stated("6", "300.00")),
        1,
        1,
        {"F3"},
    ),
    "a block whose tally counts two": (report(block=stated("6", "360.00") + tally("2")), 0, 1, set()),
    "a block that also accepts four": (
        report(block=stated("6", "360.00") + tally("2") + tally("4", "ACSC")),
        0,
        1,
        set(),
    ),
    "a block whose number is a word": (report(block=stated("six", "360.00")), 0, 1, set()),
    "a refused block whose debit was collected": (
        report(refused(debit(4), status="ACSC"), block=stated("6", "360.00")),
        5,
        1,
        ALL - {"F4"},
    ),
    # A2: debit or credit
    "a credit that reverses": (
        notice(booked(came_back(debit(2), ""), direction="CRDT").replace("<Sts>", "<RvslInd>true</RvslInd><Sts>", 1)),
        0,
        1,
        set(),
    ),
    "a credit of another amount": (notice(booked(came_back(debit(2), "", "59.00"), direction="CRDT")), 0, 1, set()),
    "a credit after the return": (
        statement(ONE, booked(came_back(debit(1), ""), direction="CRDT").replace("-07", "-09")),
        1,
        1,
        {"F1"},
    ),
    "a credit before the return": (
        statement(booked(came_back(debit(1), ""), direction="CRDT").replace("-07", "-05"), ONE),
        1,
        0,
        {"F1"},
    ),
    # A3: nothing passed over
    "a return without parts, by its code": (notice(batch("DBIT", "60.00", block="X", code="UPDD")), 0, 1, set()),
    "parts that are not the entry": (notice(booked(came_back(debit(1)), worth="120.00")), 0, 1, set()),
    "a return of unknown status": (notice(booked(came_back(debit(1)), status="MAYBE")), 0, 1, set()),
    "a debit refused in no known way": (report(refused(debit(1), status="LOST")), 0, 1, set()),
    "a credit of our block": (notice(batch("CRDT", "360.00", "6")), 0, 0, set()),
    "a credit of our block, short": (notice(batch("CRDT", "300.00")), 0, 1, set()),
    # A4: charges named in the same detail
    "charges of another return": (
        notice(booked(came_back(debit(1), amount="63.00"), came_back(debit(2)).replace("<Amt", CHARGES + "<Amt"))),
        1,
        1,
        {"F2"},
    ),
    "charges inside a return of two": (
        notice(
            booked(came_back(debit(1), amount="63.00").replace("<RtrInf", CHARGES + "<RtrInf"), came_back(debit(2)))
        ),
        2,
        0,
        {"F1", "F2"},
    ),
    # E: files that banks really send
    "an envelope": (b"<Envelope><Body>" + notice(ONE) + b"</Body></Envelope>", 1, 0, {"F1"}),
    "two documents, two declarations": (
        DECLARED + notice(ONE) + b"\n" + DECLARED + report(refused(debit(2))),
        2,
        0,
        {"F1", "F2"},
    ),
    "an archive": (zipped(notice(ONE), statement(TWO)), 2, 0, {"F1", "F2"}),
    "zeros and an end of file behind": (b"\n \n" + DECLARED + notice(ONE) + b"\r\n\x1a\0\0\0", 1, 0, {"F1"}),
    "Windows under a false name": (
        DECLARED
        + notice(ONE.replace("<NtryDtls>", "<AddtlNtryInf>rejet\u00e9</AddtlNtryInf><NtryDtls>"))
        .decode()
        .encode("cp1252"),
        1,
        0,
        {"F1"},
    ),
    "a statement of fees and one return": (
        statement(
            ONE, booked(came_back("NOTPROVIDED", "", "3.20")), booked(came_back("LOYER", "", "9.00"), direction="CRDT")
        ),
        1,
        0,
        {"F1"},
    ),
    "an interim report": (statement(ONE, kind="052"), 1, 0, {"F1"}),
    "an amount with a comma": (
        notice(booked(came_back(debit(1), amount="60,00"), came_back(debit(2)), worth="120.00")),
        1,
        1,
        {"F2"},
    ),
    "a day that is none": (notice(booked(came_back(debit(1)).replace("03-07", "13-07")), TWO), 1, 1, {"F2"}),
}


def read(capsys, ledger, tmp_path, matched, unmatched, again, *files):
    status, found = answered(capsys, ledger, "returns", *files)
    assert (found["matched"], found["unmatched"]) == (matched, unmatched), found
    assert status == (cli.INCOMPLETE if unmatched else cli.DONE)
    assert found["read"] == sum(found[fate] for fate in ("matched", "unmatched", "already", "accepted", "ignored"))
    assert asked_again(ledger, tmp_path) == again


@pytest.mark.skipif(not CASES.is_dir(), reason="the known cases are not beside the project")
@pytest.mark.parametrize("case", KNOWN)
def test_a_known_case_is_read_as_it_should(ledger, tmp_path, capsys, case):
    matched, unmatched, again = KNOWN[case]
    read(capsys, ledger, tmp_path, matched, unmatched, again, CASES / case)


@pytest.mark.parametrize("case", OURS)
def test_a_second_case_of_each_kind(ledger, tmp_path, capsys, case):
    message, matched, unmatched, again = OURS[case]
    (tmp_path / "bank.xml").write_bytes(message)
    read(capsys, ledger, tmp_path, matched, unmatched, again, tmp_path / "bank.xml")


CFONB_120 = b"0430004    00001EUR2 0001000000082080324  080324PRLV IMPAYE                 0000000 0  0000000000600}\n"
FOREIGN = {
    "CFONB": CFONB_120 * 3,
    "PDF": b"%PDF-1.7 ...",
    "tableur": b"\xd0\xcf\x11\xe0 ...",
    "gzip": b"\x1f\x8b\x08 ...",
    "MT940": b":20:STARTUMS\r\n:25:30004/0001\r\n",
    "texte": b"debit;montant\nRT0000000001-1;60,00\n",
    "vide": b" \n\0\0",
    "incomplet": notice(ONE)[:-40],
    "pain.008": b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.008.001.02"><CstmrDrctDbtInitn/></Document>',
    "pacs.004": b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.02"><PmtRtr/></Document>',
    "« html »": b"<html><body/></html>",
}


@pytest.mark.parametrize("what", FOREIGN)
def test_anything_else_is_refused_by_what_it_is(ledger, tmp_path, capsys, what):
    (tmp_path / "bank").write_bytes(FOREIGN[what])
    (tmp_path / "good").write_bytes(notice(ONE))
    assert six_debits.run(ledger, "returns", tmp_path / "good", tmp_path / "bank") == cli.WRONG
    (line,) = capsys.readouterr().err.splitlines()
    assert what in line
    assert "camt.054" in line or what in ("gzip", "incomplet")
    assert asked_again(ledger, tmp_path) == set()


@pytest.mark.skipif(not CASES.is_dir(), reason="the known cases are not beside the project")
def test_the_known_cfonb_file_is_refused_by_its_name(ledger, capsys):
    assert six_debits.run(ledger, "returns", CASES / "46-cfonb-returns" / "impayes.txt") == cli.WRONG
    said = capsys.readouterr().err
    assert "CFONB" in said
    assert "camt.054" in said


def test_several_files_are_added_up_and_a_folder_is_refused(ledger, tmp_path, capsys):
    (tmp_path / "one").write_bytes(notice(ONE))
    (tmp_path / "two").write_bytes(statement(ONE, TWO))
    status, found = answered(capsys, ledger, "returns", tmp_path / "one", tmp_path / "two")
    assert status == cli.DONE
    assert found == {
        "read": 3,
        "matched": 2,
        "unmatched": 0,
        "already": 1,
        "accepted": 0,
        "ignored": 0,
        "collected": 0,
        "amount": "120.00",
        "collected_amount": "0.00",
        "amounts": {
            "read": "180.00",
            "matched": "120.00",
            "unmatched": "0.00",
            "already": "60.00",
            "accepted": "0.00",
            "ignored": "0.00",
        },
        "notices": [],
    }
    assert six_debits.run(ledger, "returns", tmp_path) == cli.WRONG
