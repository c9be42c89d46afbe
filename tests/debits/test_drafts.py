"""What a debit says: first or recurrent, and what the debtor reads."""

import dataclasses

from lxml import etree

from tests.towns.debits import (
    APRIL,
    CREDITOR,
    MAY,
    abroad,
    booked,
    came_back,
    entries,
    make,
    mandate,
    notice,
    owe,
    refused,
    reject,
    settle,
    take,
)
from tests.towns.ledgers import load


def test_the_first_collection_of_a_mandate_is_first_on_its_earliest_date_alone(town, tmp_path):
    make(town, tmp_path / "d.xml", APRIL)
    make(town, tmp_path / "e.xml", MAY)
    assert [(entry[0], entry[1]) for entry in entries(town)] == [
        ("RT0000000001-1", "FRST"),
        ("RT0000000002-1", "RCUR"),
        ("RT0000000003-1", "RCUR"),
    ]


def test_a_mandate_debited_before_goes_on(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1, debited="2023-02-01"))
    owe(ledger, "F1")
    make(ledger, tmp_path / "d.xml")
    assert entries(ledger)[0][1] == "RCUR"


def test_two_debits_of_one_mandate_on_one_day_have_one_first(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1))
    owe(ledger, "F1"), owe(ledger, "F1", number=2)
    make(ledger, tmp_path / "d.xml")
    assert [entry[1] for entry in entries(ledger)] == ["FRST", "RCUR"]


def test_a_bank_that_refuses_first_gets_recurrent(town, tmp_path):
    make(town, tmp_path / "d.xml", creditor=dataclasses.replace(CREDITOR, first_as="RCUR"))
    assert entries(town)[0][1] == "RCUR"


def test_what_the_debtor_reads(ledger, tmp_path):
    settle(
        ledger,
        tmp_path / "t",
        mandate("M1", "F1", 1, holder="Éloïse Née & Cie", bic="not a bic"),
        mandate("M2", "F2", 2, holder="☃"),
        mandate("M3", "F3", abroad("MC", 3), bic="BDFEFRPPCCT"),
    )
    rows = "family_id,payer_name,payment_method,address_line,postal_code,town,country\n"
    rows += "F3,☃,direct_debit,1 quai d'Été,98000,Monaco,MC\n"
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "families.csv").write_text(rows, encoding="utf-8")
    load(ledger, tmp_path / "f")
    for family in ("F1", "F2", "F3"):
        owe(ledger, family)
    make(ledger, tmp_path / "d.xml")
    tree = etree.parse(tmp_path / "d.xml")
    assert [e.text for e in tree.iterfind(".//{*}Dbtr/{*}Nm")] == ["Eloise Nee et Cie", "Payeur 2", "FAMILLEF3"]
    assert [e.text for e in tree.iterfind(".//{*}Dbtr//{*}TwnNm")] == ["Monaco"]
    assert [e.text for e in tree.iterfind(".//{*}DbtrAgt//{*}BICFI")] == ["BDFEFRPPCCT"]


def test_a_first_collection_rejected_leaves_the_next_first_but_a_return_does_not(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1), mandate("M2", "F2", 2))
    for family in ("F1", "F2"):
        owe(ledger, family), owe(ledger, family, APRIL, number=2)
    make(ledger, tmp_path / "d.xml")
    take(ledger, reject(refused("RT0000000001-1", "AM04")))
    take(ledger, notice(booked(came_back("RT0000000003-1"))))
    make(ledger, tmp_path / "e.xml", APRIL, due_from=APRIL)
    assert [entry[:2] for entry in entries(ledger)[2:]] == [("RT0000000002-1", "FRST"), ("RT0000000004-1", "RCUR")]
