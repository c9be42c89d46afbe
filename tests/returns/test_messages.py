"""Files that are no message of the bank, the command, and thousands of returns."""

import json

import pytest

from rattrapage.commands import cli
from rattrapage.errors import Refusal
from rattrapage.returns import bank_files, lines
from tests.returns.acting import FIRST, SECOND
from tests.towns.debits import (
    MAY,
    booked,
    came_back,
    euros,
    make,
    mandate,
    notice,
    owe,
    settle,
    take,
)

BOMB = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Document><CstmrPmtStsRpt>&b;</CstmrPmtStsRpt></Document>"""


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (b"", "XML"),
        (b"hello", "XML"),
        (b"<Document><CstmrPmtStsRpt>", "XML"),
        (b"<Document/>", "ni un pain.002"),
        (b"<Document><CstmrDrctDbtInitn/></Document>", "ni un pain.002"),
        (b"<CstmrPmtStsRpt/>", "ni un pain.002"),
        (b"<html><CstmrPmtStsRpt/></html>", "ni un pain.002"),
        (BOMB, "DOCTYPE"),
        (BOMB.decode().replace('<?xml version="1.0"?>', "").encode("utf-16"), "DOCTYPE"),
        (b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><Document/>', "DOCTYPE"),
    ],
)
def test_what_is_no_such_message_is_refused_and_changes_nothing(sent, message, said):
    with pytest.raises(Refusal, match=said):
        take(sent, message)
    assert sent.cursor().execute("select count(*) from return_files").fetchone() == (0,)


@pytest.mark.parametrize(
    ("odd", "why"),
    [
        (came_back(FIRST, amount="NaN"), "montant illisible (NaN)"),
        (came_back(FIRST, amount="6e1"), "montant illisible (6e1)"),
        (came_back(FIRST, amount="60.001"), "montant illisible (60.001)"),
        (came_back(FIRST).replace("2024-03-07", "07/03/2024"), "date illisible (07/03/2024)"),
        (came_back(FIRST).replace("2024-03-07", "2024-W10-4"), "date illisible (2024-W10-4)"),
    ],
)
def test_an_odd_value_makes_its_line_unmatched_never_the_message_unread(sent, odd, why):
    found = take(sent, notice(booked(odd, came_back(SECOND), worth="120.00")))
    assert (found.matched, found.unmatched, found.amount) == (1, 1, euros("60.00"))
    assert [line.why for line in lines.listed(sent)] == [why]


def test_our_own_debit_file_is_no_message_of_the_bank(sent, tmp_path):
    with pytest.raises(Refusal, match=r"pain\.008"):
        bank_files.read(sent, tmp_path / "sent.xml")


def test_the_command_reads_a_file(sent, tmp_path, capsys):
    (tmp_path / "r.xml").write_bytes(notice(booked(came_back(FIRST), came_back("X-1"))))
    sent.close()
    asked = ["--db", str(sent.path), "--json", "returns"]
    assert cli.main([*asked, str(tmp_path / "r.xml")]) == cli.INCOMPLETE
    said = json.loads(capsys.readouterr().out)
    assert (said["read"], said["matched"], said["unmatched"], said["amount"]) == (2, 1, 1, "60.00")
    assert cli.main([*asked, str(tmp_path / "none.xml")]) == cli.WRONG
    (tmp_path / "bomb.xml").write_bytes(BOMB)
    assert cli.main([*asked, str(tmp_path / "bomb.xml")]) == cli.WRONG
    assert "bomb.xml" in capsys.readouterr().err


@pytest.mark.slow
def test_thousands_of_returns_are_one_transaction(ledger, tmp_path):
    mandates = [mandate(f"M{n}", f"F{n}", n) for n in range(1, 1001)]
    settle(ledger, tmp_path / "t", *mandates, families=1000)
    for number in range(1, 1001):
        owe(ledger, f"F{number}", MAY)
    make(ledger, tmp_path / "d.xml", MAY)
    found = take(ledger, notice(booked(*(came_back(f"RT{n:010d}-1") for n in range(1, 1001)))))
    assert (found.matched, found.amount) == (1000, euros("60000.00"))
