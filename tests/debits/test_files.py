"""Files that are listed, handed in and voided; what a voided file frees."""

import pytest

from rattrapage.debits import files
from rattrapage.errors import Refusal
from tests.towns.debits import (
    APRIL,
    MAY,
    booked,
    came_back,
    entries,
    euros,
    make,
    mandate,
    notice,
    owe,
    reject,
    settle,
    state,
    take,
)
from tests.towns.ledgers import load, write


def test_too_much_paid_pays_what_a_voided_file_frees(ledger, tmp_path):
    settle(ledger, tmp_path / "t", mandate("M1", "F1", 1))
    instalment = owe(ledger, "F1")
    file = make(ledger, tmp_path / "d.xml").files[0]
    payments = "payment_id,family_id,paid_on,amount\nP1,F1,2024-02-29,60\n"
    assert load(ledger, write(tmp_path / "p", payments=payments)).complete
    assert state(ledger, instalment) == "exported"
    files.void(ledger, file.message_id, "test")
    assert state(ledger, instalment) == "paid"


def test_a_voided_file_frees_its_instalments_and_no_id_is_used_again(town, tmp_path):
    make(town, tmp_path / "d.xml")
    assert files.void(town, "RT20240228-0001", "Ada") == 1
    assert state(town, "RT0000000001") == "announced"
    made = make(town, tmp_path / "e.xml")
    assert made.files[0].message_id == "RT20240228-0002"
    assert [entry[:2] for entry in entries(town)] == [("RT0000000001-1", "FRST"), ("RT0000000001-2", "FRST")]


def test_what_cannot_be_voided(town, tmp_path):
    make(town, tmp_path / "d.xml", APRIL)
    with pytest.raises(Refusal, match="Aucun fichier"):
        files.void(town, "RT20240228-0009", "Ada")
    take(town, notice(booked(came_back("RT0000000001-1"))))
    with pytest.raises(Refusal, match="déjà rendu 1"):
        files.void(town, "RT20240228-0001", "Ada")
    make(town, tmp_path / "e.xml", MAY)
    files.hand_in(town, "RT20240228-0002", "Ada")
    with pytest.raises(Refusal, match="remis à la banque"):
        files.void(town, "RT20240228-0002", "Ada")
    take(town, reject(group="RJCT", message="RT20240228-0002"))
    files.void(town, "RT20240228-0002", "Ada")
    with pytest.raises(Refusal, match="déjà annulé"):
        files.void(town, "RT20240228-0002", "Ada")


def test_a_file_refused_whole_is_returned_then_due_again_once_voided(town, tmp_path):
    make(town, tmp_path / "d.xml", APRIL)
    take(town, reject(group="RJCT"))
    assert [state(town, f"RT000000000{n}") for n in (1, 2)] == ["returned", "returned"]
    assert make(town, tmp_path / "e.xml", APRIL).selection.included.count == 0
    assert files.void(town, "RT20240228-0001", "Ada") == 2
    make(town, tmp_path / "e.xml", APRIL)
    assert [entry[:2] for entry in entries(town)[2:]] == [("RT0000000001-2", "FRST"), ("RT0000000002-2", "RCUR")]


def test_the_files_are_listed_with_what_came_back(town, tmp_path):
    make(town, tmp_path / "d.xml", APRIL)
    take(town, notice(booked(came_back("RT0000000001-1"))))
    (file,) = files.listed(town).to_pylist()
    assert (file["message_id"], file["debits"], file["amount"], file["state"], file["returned"]) == (
        "RT20240228-0001",
        2,
        euros("120.00"),
        "written",
        1,
    )
