"""The pain.008 file: what it says, in both versions, to the byte."""

import dataclasses
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from rattrapage.debits import drafts
from rattrapage.errors import Refusal
from rattrapage.sepa import characters, ibans, pain008
from rattrapage.sepa import creditor as sepa_creditor
from rattrapage.sepa.pain008 import Debit
from tests.tools import golden
from tests.towns.debits import APRIL, CREDITOR, CREDITOR_FILE, MADE, MARCH, abroad, iban

DEBITS = [
    Debit(
        "RT0000000002-1", "RCUR", MARCH, Decimal("60.00"), "ANC-2", dt.date(2016, 1, 4), iban(2), "BDFEFRPPCCT",
        "Noemie Klein", "Rattrapage cantine 2023-09 a 2024-01, echeance 1/3",
    ),
    Debit(
        "RT0000000003-2", "FRST", APRIL, Decimal("1234.05"), "RTM00000003-1", dt.date(2024, 1, 15), iban(3), "",
        "Alma Weber", "Rattrapage creche et cantine 2023-10, echeance 2/2",
    ),
    Debit(
        "RT0000000001-1", "FRST", MARCH, Decimal("0.01"), "RTM00000001-1", dt.date(2024, 1, 15),
        abroad("MC", 1), "", "Uwe Specimen", "Rattrapage 2023-09, echeance 1/1",
        {"street_name": "1 rue des Essais", "postcode": "98000", "town": "Monaco", "country": "MC"},
    ),
]  # fmt: skip


@pytest.mark.parametrize("schema", sepa_creditor.SCHEMAS)
def test_the_file_is_the_golden_one(schema):
    creditor = dataclasses.replace(CREDITOR, schema=schema)
    data = pain008.build(creditor, "RT20240228-0001", MADE, DEBITS)
    golden.check_xml(f"{schema}.xml", data)
    assert pain008.build(creditor, "RT20240228-0001", MADE, reversed(DEBITS)) == data


def test_the_file_says_what_the_debits_say():
    tree = etree.fromstring(pain008.build(CREDITOR, "RT20240228-0001", MADE, DEBITS))
    header = tree.find(".//{*}GrpHdr")
    assert header.findtext("{*}MsgId") == "RT20240228-0001"
    assert header.findtext("{*}CreDtTm") == "2024-02-28T12:00:00"
    assert (header.findtext("{*}NbOfTxs"), header.findtext("{*}CtrlSum")) == ("3", "1294.06")
    debit = tree.find(".//{*}DrctDbtTxInf")
    assert debit.findtext(".//{*}EndToEndId") == "RT0000000001-1"
    assert debit.find("{*}InstdAmt").attrib == {"Ccy": "EUR"}
    assert debit.findtext(".//{*}MndtId") == "RTM00000001-1"
    assert debit.findtext(".//{*}DtOfSgntr") == "2024-01-15"
    assert debit.findtext(".//{*}Dbtr/{*}PstlAdr/{*}TwnNm") == "Monaco"
    assert [e.findtext("{*}SvcLvl/{*}Cd") for e in tree.iterfind(".//{*}PmtTpInf")] == ["SEPA"] * 3
    assert {e.text for e in tree.iterfind(".//{*}CdtrSchmeId//{*}Othr/{*}Id")} == {"FR53ZZZ999999"}
    assert tree.findtext(".//{*}Cdtr/{*}PstlAdr/{*}StrtNm") == "1 place de l'Etoile"
    assert not tree.findall(".//{*}AdrLine")


def test_blocks_are_by_date_then_sequence():
    blocks = pain008.read_back(pain008.build(CREDITOR, "RT20240228-0001", MADE, DEBITS))
    assert blocks == [
        ("RT20240228-0001-1", "FRST", MARCH, 1, Decimal("0.01")),
        ("RT20240228-0001-2", "RCUR", MARCH, 1, Decimal("60.00")),
        ("RT20240228-0001-3", "FRST", APRIL, 1, Decimal("1234.05")),
    ]


def test_what_the_schema_refuses_names_the_debit_and_hides_the_account():
    wrong = dataclasses.replace(DEBITS[0], iban="FR76 9999 broken")
    with pytest.raises(Refusal, match=r"IBAN, RT0000000002-1") as refusal:
        pain008.build(CREDITOR, "RT20240228-0001", MADE, [wrong])
    assert "broken" not in str(refusal.value)


def test_a_sum_that_does_not_add_up_is_refused_with_the_difference():
    data = pain008.build(CREDITOR, "RT20240228-0001", MADE, DEBITS)
    with pytest.raises(Refusal, match="différence 0,10 €"):
        pain008.read_back(data.replace(b"<CtrlSum>1294.06", b"<CtrlSum>1294.16"))
    with pytest.raises(Refusal, match="différence 1,00 €"):
        pain008.read_back(data.replace(b">60.00</InstdAmt>", b">59.00</InstdAmt>"))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Éloïse & Noé D'Œuvre_Çà", "Eloise et Noe D'OEuvre-Ca"),
        ("n° 3 ; <b>\"x\"</b> #2", "no 3 b x /b 2"),
        ("a@b.fr", "a(a)b.fr"),
        (None, ""),
        (" \u202f\n", ""),
    ],
)  # fmt: skip
def test_texts_are_in_sepa_characters(text, clean):
    assert characters.clean(text, 70) == clean


def test_a_text_is_cut_without_a_blank_at_its_end():
    assert characters.clean("abc def", 4) == "abc"
    assert characters.first(70, None, "語", "Weber") == "Yu"
    assert characters.first(70, "", "☃", "Weber") == "Weber"


def test_the_remittance_says_what_and_which_part():
    row = drafts.Debtor(
        *("RT0000000001-1", 1, "FRST", MARCH, Decimal("60.00"), "RTM00000001-1", dt.date(2024, 1, 15), iban(1), None),
        *("Alma Weber", "Alma Weber", "F1", None, None, None, None),
        categories=["petite_enfance", "restauration"],
        first_month="2023-09",
        last_month="2024-01",
        number=1,
        last_number=3,
    )
    assert drafts.remittance(row) == "Rattrapage creche et cantine 2023-09 a 2024-01, echeance 1/3"
    row = row._replace(categories=["accueil_matin", "periscolaire", "restauration"])
    assert drafts.remittance(row).startswith("Rattrapage accueil du matin, periscolaire et cantine 2023-09 a ")
    row = row._replace(categories=None, last_month="2023-09")
    assert drafts.remittance(row) == "Rattrapage 2023-09, echeance 1/3"


def test_ibans_outside_sepa_or_wrong_are_told_apart():
    good, wrong_key, outside = iban(1), iban(1)[:-1] + str((int(iban(1)[-1]) + 1) % 10), abroad("NC", 1)
    assert ibans.unusable([good, wrong_key, outside, abroad("MC", 3), ""]) == [wrong_key, outside, ""]
    assert ibans.masked(good) == f"{good[:4]} •••• •••• {good[-4:]}"


def creditor_file(tmp_path: Path, text: str = CREDITOR_FILE) -> Path:
    (tmp_path / "creditor.toml").write_text(text, encoding="utf-8")
    return tmp_path / "creditor.toml"


def test_the_creditor_is_read(tmp_path):
    assert sepa_creditor.read(creditor_file(tmp_path)) == CREDITOR
    more = 'schema = "pain.008.001.02"\nfirst_as = "RCUR"\nlead_days = 2\none_file_per_block = true\n'
    read = sepa_creditor.read(creditor_file(tmp_path, CREDITOR_FILE + more))
    assert (read.schema, read.first_as, read.lead_days, read.one_file_per_block) == ("pain.008.001.02", "RCUR", 2, True)
    assert read.number == dataclasses.replace(CREDITOR, creditor_id="FR53CAN999999").number


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("FR53ZZZ999999", "FR54ZZZ999999", "creditor_id"),
        ("FR53ZZZ999999", "FR53ZZZ99999", "creditor_id"),
        ("FR53ZZZ999999", "FR53ZéZ999999", "creditor_id"),
        ("115", "116", "iban"),
        ("FR76 9999 9000 0100 0000 0000 115", "", "iban"),
        ("BDFEFRPPCCT", "BDFEFRPPC", "bic"),
        ('bic = "BDFEFRPPCCT"\n', "", "bic"),
        ("Ville d'Exemple", "☃", "name"),
        ('town = "Strasbourg"\n', "town = 67\n", "town"),
        ('country = "FR"', 'country = "fr"', "country"),
        ('country = "FR"', 'country = "ZZ"', "country"),
        ('currency = "EUR"', 'currency = "USD"', "currency"),
        ('currency = "EUR"', 'schema = "pain.008.001.99"', "schema"),
        ('currency = "EUR"', 'first_as = "OOFF"', "first_as"),
        ('currency = "EUR"', "lead_days = 0", "lead_days"),
        ('currency = "EUR"', "lead_days = true", "lead_days"),
        ('currency = "EUR"', 'one_file_per_block = "oui"', "one_file_per_block"),
        ('currency = "EUR"', "currency = ", "ligne 9 : ce n'est pas du TOML"),
    ],
)
def test_a_wrong_creditor_is_refused_by_its_key(tmp_path, before, after, key):
    assert before in CREDITOR_FILE
    with pytest.raises(Refusal, match=key) as refusal:
        sepa_creditor.read(creditor_file(tmp_path, CREDITOR_FILE.replace(before, after)))
    assert "FR76" not in str(refusal.value)


def test_a_missing_creditor_file_is_said(tmp_path):
    with pytest.raises(Refusal, match="illisible \\(introuvable\\)"):
        sepa_creditor.read(tmp_path / "none.toml")
