"""Files that are no message of the bank, the command, and thousands of returns."""

import json

import pytest

from rattrapage.commands import cli
from rattrapage.errors import Refusal
from rattrapage.returns import bank_files
from tests.returns.acting import FIRST
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
        (notice(booked(came_back(FIRST, amount="NaN"))), "montant"),
        (notice(booked(came_back(FIRST, amount="6e30"))), "montant"),
        (notice(booked(came_back(FIRST).replace("2024-03-07", "07/03/2024"))), "date"),
    ],
)
def test_what_is_no_such_message_is_refused_and_changes_nothing(sent, message, said):
    with pytest.raises(Refusal, match=said):
        take(sent, message)
    assert sent.cursor().execute("select count(*) from return_files").fetchone() == (0,)


def test_our_own_debit_file_is_no_message_of_the_bank(sent, tmp_path):
    with pytest.raises(Refusal, match="ni un pain"):
        bank_files.read(sent, tmp_path / "sent.xml")


def test_the_command_reads_a_file(sent, tmp_path, capsys):
    (tmp_path / "r.xml").write_bytes(notice(booked(came_back(FIRST), came_back("X-1"))))
    sent.close()
    asked = ["--db", str(sent.path), "--json", "returns"]
    assert cli.main([*asked, str(tmp_path / "r.xml")]) == cli.INCOMPLETE
    assert json.loads(capsys.readouterr().out) == {
        "matched": 1,
        "unmatched": 1,
        "already": 0,
        "accepted": 0,
        "amount": "60.00",
    }
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
