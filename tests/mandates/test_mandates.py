"""Mandates: who must sign, the reference each form keeps, and how far it has come."""

import csv
import dataclasses
import datetime as dt

import pytest

from rattrapage.errors import Refusal
from rattrapage.mandates import forms
from rattrapage.progress import finish
from tests.towns.debits import (
    APRIL,
    CREDITOR,
    HEADER,
    MADE,
    MARCH,
    again,
    booked,
    came_back,
    iban,
    make,
    mandate,
    notice,
    owe,
    settle,
    take,
)
from tests.towns.ledgers import load, write


def paper(data: dict) -> bytes:
    """A form that says what a real one shows."""
    return f"{data['mandate_reference']} {data['debtor']['iban']} {data['creditor']['creditor_id']}".encode()


def campaign(ledger, folder, creditor=CREDITOR, on=MADE) -> forms.Campaign:
    return finish(forms.write(ledger, creditor, folder, paper, on, "test"))


def listed(folder) -> list[dict]:
    with (folder / "mandates.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def why(ledger, on=MADE) -> dict[str, str]:
    """The families that must sign, and the reason."""
    cursor = ledger.cursor()
    forms.to_renew(cursor, on, CREDITOR.number)
    return dict(cursor.execute("select family_id, reason from mandate_renewals").fetchall())


def test_the_families_to_renew_get_a_form_and_a_reference(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("ANC-1", "F1", 1, origin="legacy", holder="Alma Weber"), F3="cheque")
    assert campaign(ledger, tmp_path / "out").mandates == 3
    assert listed(tmp_path / "out")[0] == {
        "mandate_reference": "RTM00000001-1",
        "family_id": "F1",
        "account_holder": "Alma Weber",
        "creditor_id": "FR53ZZZ999999",
        "type": "recurrent",
        "issued_on": "2024-02-28",
        "status": "to_send",
    }
    assert [row["family_id"] for row in listed(tmp_path / "out")] == ["F1", "F2", "F4"]
    assert (tmp_path / "out" / "RTM00000001-1.pdf").read_bytes().decode() == f"RTM00000001-1 {iban(1)} FR53ZZZ999999"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "RTM00000001-1.pdf",
        "RTM00000002-1.pdf",
        "RTM00000003-1.pdf",
        "mandates.csv",
    ]


def test_a_second_run_keeps_the_references_and_the_bytes(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("ANC-1", "F1", 1, origin="legacy"))
    campaign(ledger, tmp_path / "one")
    assert campaign(ledger, tmp_path / "two", on=dt.date(2024, 3, 15)).mandates == 4
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (None, "no_mandate"),
        ({"status": "superseded"}, "no_mandate"),
        ({"status": "revoked"}, "mandate_revoked"),
        ({"origin": "legacy"}, "mandate_to_renew"),
        ({"signed": "2020-01-06"}, "mandate_expired"),
        ({}, None),
        ({"signed": "2024-02-29"}, None),
    ],
)
def test_who_must_sign_and_why(ledger, tmp_path, row, reason):
    settle(ledger, tmp_path / "t", *([] if row is None else [mandate("M1", "F1", 1, **row)]), families=1)
    assert why(ledger) == ({"F1": reason} if reason else {})


def test_a_mandate_must_serve_until_the_last_instalment(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1, "2021-03-20"), families=1)
    assert why(ledger) == {}
    owe(ledger, "F1"), owe(ledger, "F1", APRIL, number=2)
    assert why(ledger) == {"F1": "mandate_expired"}


@pytest.mark.parametrize(
    ("code", "reason"), [("AC04", "new_account"), ("AM04", None), ("MD01", None), ("MD06", None), ("MD07", None)]
)
def test_what_the_bank_answered_asks_for_a_new_mandate_or_not(ledger, tmp_path, code, reason):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1), families=1)
    owe(ledger, "F1")
    make(ledger, tmp_path / "d.xml")
    take(ledger, notice(booked(came_back("RT0000000001-1", code))))
    assert why(ledger) == ({"F1": reason} if reason else {})
    if reason:
        campaign(ledger, tmp_path / "out")
        assert (tmp_path / "out" / "RTM00000001-1.pdf").read_bytes() == b"RTM00000001-1  FR53ZZZ999999"


def test_another_account_holder_or_creditor_makes_a_new_version(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("ANC-1", "F1", 1, origin="legacy", holder="Alma Weber"), families=1)
    campaign(ledger, tmp_path / "out")
    changes = ({}, {"holder": "Noé Weber"})
    for version, change in enumerate(changes, 2):
        again(ledger, tmp_path / f"v{version}", mandate("ANC-1", "F1", 5, origin="legacy", **change))
        campaign(ledger, tmp_path / "out")
        assert [row["mandate_reference"] for row in listed(tmp_path / "out")] == [f"RTM00000001-{version}"]
    same_number = dataclasses.replace(CREDITOR, creditor_id="FR53CAN999999")
    campaign(ledger, tmp_path / "out", same_number)
    assert [(row["mandate_reference"], row["creditor_id"]) for row in listed(tmp_path / "out")] == [
        ("RTM00000001-3", "FR53CAN999999")
    ]
    campaign(ledger, tmp_path / "out", dataclasses.replace(CREDITOR, creditor_id="FR80ZZZ999998"))
    assert [row["mandate_reference"] for row in listed(tmp_path / "out")] == ["RTM00000001-4"]


def test_a_signed_form_comes_back_through_import_and_serves(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("ANC-1", "F1", 1, origin="legacy"), families=1)
    owe(ledger, "F1")
    campaign(ledger, tmp_path / "out")
    again(ledger, tmp_path / "back", mandate("RTM00000001-1", "F1", 7, "2024-02-20"))
    assert campaign(ledger, tmp_path / "out").mandates == 0
    assert [row["status"] for row in listed(tmp_path / "out")] == ["valid"]
    make(ledger, tmp_path / "d.xml")
    used = ledger.cursor().execute("select mandate_reference, sequence from debit_entries").fetchall()
    assert used == [("RTM00000001-1", "FRST")]


@pytest.mark.parametrize("known", ["form", "mandate", "file"])
def test_a_reference_that_differs_by_case_alone_is_the_same_to_a_bank(ledger, tmp_path, known):
    settle(ledger, tmp_path / "t", *([mandate("RTM00000001-1", "F1", 1)] if known == "mandate" else []), families=2)
    if known == "form":
        campaign(ledger, tmp_path / "out")
    upper = [mandate("RTM00000001-1", "F1", 1)] if known == "file" else []
    rows = "\n".join([HEADER, *upper, mandate("rtm00000001-1", "F2", 2)])
    load(ledger, write(tmp_path / "more", mandates=rows + "\n"))
    rejected = "select column_name, reason, line from rejects"
    assert ledger.cursor().execute(rejected).fetchall() == [("mandate_reference", "bad_value", 2 + len(upper))]
    assert ledger.cursor().execute("select count(*) from mandates where family_id = 'F2'").fetchone() == (0,)


def test_an_account_closed_after_a_signed_form_makes_a_new_version(ledger, tmp_path):
    settle(ledger, tmp_path / "t", families=1)
    owe(ledger, "F1")
    campaign(ledger, tmp_path / "out")
    again(ledger, tmp_path / "back", mandate("RTM00000001-1", "F1", 1, "2024-02-20"))
    make(ledger, tmp_path / "d.xml")
    take(ledger, notice(booked(came_back("RT0000000001-1", "AC04"))))
    campaign(ledger, tmp_path / "out")
    assert [(row["mandate_reference"], row["status"]) for row in listed(tmp_path / "out")] == [
        ("RTM00000001-2", "to_send")
    ]


def test_a_mandate_signed_for_another_creditor_is_signed_again(ledger, tmp_path):
    settle(ledger, tmp_path / "t", families=1)
    campaign(ledger, tmp_path / "out")
    again(ledger, tmp_path / "back", mandate("RTM00000001-1", "F1", 1, "2024-02-20"))
    other = dataclasses.replace(CREDITOR, creditor_id="FR80ZZZ999998")
    assert campaign(ledger, tmp_path / "out", other).mandates == 1
    assert [row["mandate_reference"] for row in listed(tmp_path / "out")] == ["RTM00000001-2"]


@pytest.mark.parametrize(
    "row",
    [
        mandate("RTM00000001-1", "F1", 1, "2024-02-20", status="revoked"),
        mandate("RTM00000001-1", "F2", 1, "2024-02-20"),
        mandate("RTM00000001-1", "F1", 1, "2024-06-20"),
    ],
)
def test_a_form_that_came_back_and_cannot_serve_is_incomplete(ledger, tmp_path, row):
    settle(ledger, tmp_path / "t", families=2)
    campaign(ledger, tmp_path / "out")
    again(ledger, tmp_path / "back", row)
    assert forms.register(ledger, MADE)[0].status == "incomplete"


def test_a_form_refused_at_import_is_incomplete_until_it_is_right(ledger, tmp_path):
    settle(ledger, tmp_path / "t", families=1)
    campaign(ledger, tmp_path / "out")
    wrong = mandate("RTM00000001-1", "F1", iban(1)[:-2] + iban(2)[-2:], "2024-02-20")
    assert not load(ledger, write(tmp_path / "wrong", mandates=f"{HEADER}\n{wrong}\n")).complete
    assert forms.register(ledger, MADE)[0].status == "incomplete"
    again(ledger, tmp_path / "right", mandate("RTM00000001-1", "F1", 1, "2024-02-20"))
    assert forms.register(ledger, MADE)[0].status == "valid"


def test_what_people_say_of_forms_on_paper(ledger, tmp_path):
    settle(ledger, tmp_path / "t", families=2)
    campaign(ledger, tmp_path / "out")
    for status in ("sent", "received", "incomplete"):
        assert forms.mark(ledger, ["RTM00000001-1"], status, "Ada") == 1
        assert [row.status for row in forms.register(ledger, MADE)] == [status, "to_send"]
    with pytest.raises(Refusal, match="inconnu"):
        forms.mark(ledger, ["RTM00000001-1"], "valid", "Ada")
    with pytest.raises(Refusal, match="RTM00000009-1"):
        forms.mark(ledger, ["RTM00000001-1", "RTM00000009-1"], "sent", "Ada")


def test_a_folder_that_cannot_be_written_changes_nothing(ledger, tmp_path):
    settle(ledger, tmp_path / "t", families=1)
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refusal, match="écriture impossible"):
        campaign(ledger, tmp_path / "file")
    assert ledger.cursor().execute("select count(*) from mandate_forms").fetchone() == (0,)
    campaign(ledger, tmp_path / "out")
    assert [row["mandate_reference"] for row in listed(tmp_path / "out")] == ["RTM00000001-1"]


def test_the_form_says_who_debits_whom(ledger, tmp_path):
    settle(ledger, tmp_path / "before", families=1)
    families = "family_id,payer_name,payment_method,address_line,postal_code,town\n"
    families += "F1,Alma Weber,direct_debit,3 rue des Tilleuls,67000,Strasbourg\n"
    load(ledger, write(tmp_path / "t", families=families))
    seen = []
    finish(forms.write(ledger, CREDITOR, tmp_path / "out", lambda data: seen.append(data) or b"", MARCH, "test"))
    assert seen == [
        {
            "mandate_reference": "RTM00000001-1",
            "family_id": "F1",
            "type": "recurrent",
            "issued_on": "2024-03-05",
            "reason": "aucun mandat",
            "creditor": {
                "name": "Ville d'Exemple",
                "creditor_id": "FR53ZZZ999999",
                "address_line": "1 place de l'Étoile",
                "postal_code": "67000",
                "town": "Strasbourg",
                "country": "FR",
            },
            "debtor": {
                "account_holder": "Alma Weber",
                "address_line": "3 rue des Tilleuls",
                "postal_code": "67000",
                "town": "Strasbourg",
                "country": "FR",
                "iban": "",
                "bic": "",
            },
        }
    ]
